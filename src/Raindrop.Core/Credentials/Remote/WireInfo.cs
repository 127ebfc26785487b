using Raindrop.Tenancy;

namespace Raindrop.Credentials.Remote;

/// <summary>What is known of a credential, as it goes over the wire.</summary>
internal sealed record WireInfo(string Tenant, string Name, string Purpose, CredentialKind Kind, DateTimeOffset StoredAt, DateTimeOffset? ExpiresAt, string Version)
{
    public static WireInfo Of(CredentialInfo info) =>
        new(info.Reference.Tenant.Value, info.Reference.Name, info.Reference.Purpose, info.Kind, info.StoredAt, info.ExpiresAt, info.Version);

    public CredentialInfo ToInfo() => new()
    {
        Reference = new CredentialReference(TenantId.Parse(Tenant), Name, Purpose),
        Kind = Kind,
        StoredAt = StoredAt,
        ExpiresAt = ExpiresAt,
        Version = Version,
    };
}
