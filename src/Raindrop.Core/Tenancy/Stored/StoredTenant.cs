namespace Raindrop.Tenancy.Stored;

/// <summary>An entry as it was read.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Revision">The revision that a write replaces.</param>
internal sealed record StoredTenant(TenantEntry Entry, string Revision);
