using Raindrop.Tenancy;

namespace Raindrop.Credentials;

/// <summary>Names one credential of a tenant and what it is for. The sealed record is bound to all three.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Name">The credential's name, unique in its tenant: see <see cref="CredentialLabel"/>. It is stored in the clear, so it says what the credential is, not whose.</param>
/// <param name="Purpose">What it may be opened for, in the same form, for example <c>import</c>.</param>
public readonly record struct CredentialReference(TenantId Tenant, string Name, string Purpose);
