using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Records;

/// <summary>The names in the stored form of a credential.</summary>
internal static class CredentialFormat
{
    public const string Schema = "rd.credential";

    /// <summary>The version of the schema, as it stands in contexts.</summary>
    public const string Version = "1";

    public const int SchemaVersion = 1;

    /// <summary>The name of a kind, as it is stored.</summary>
    public static string NameOf(CredentialKind kind) => kind switch
    {
        CredentialKind.Password => nameof(CredentialKind.Password),
        CredentialKind.OAuthTokens => nameof(CredentialKind.OAuthTokens),
        CredentialKind.ApiKey => nameof(CredentialKind.ApiKey),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The kind of a name, or <see langword="null"/>.</summary>
    public static CredentialKind? KindOf(string? name) => name switch
    {
        nameof(CredentialKind.Password) => CredentialKind.Password,
        nameof(CredentialKind.OAuthTokens) => CredentialKind.OAuthTokens,
        nameof(CredentialKind.ApiKey) => CredentialKind.ApiKey,
        _ => null,
    };

    public static string KeyOf(TenantId tenant, string name) => $"{tenant.Value}/{name}";

    public static string IdOf(TenantId tenant, string name) => $"{Schema}:{tenant.Value}/{name}";

    public static IdRange RangeOf(TenantId tenant) => IdRange.StartingWith($"{Schema}:{tenant.Value}/");

    /// <summary>The name in the id of a credential of a tenant.</summary>
    public static string NameIn(string id, TenantId tenant) => id[IdOf(tenant, "").Length..];
}
