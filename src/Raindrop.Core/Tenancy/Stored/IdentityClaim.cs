namespace Raindrop.Tenancy.Stored;

/// <summary>Says which tenant an identity signs in to.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Revision">The revision that a write replaces.</param>
internal readonly record struct IdentityClaim(TenantId Tenant, string Revision);
