using Raindrop.Credentials;
using Raindrop.Credentials.Records;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Credentials;

/// <summary>The credentials of the frozen examples.</summary>
internal static class Examples
{
    public static readonly TenantId Tenant = TenantId.Parse("abcdefghijklmnopqrstuvwxyz");

    public static readonly byte[] Root = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    public static readonly byte[] Salt = [.. Enumerable.Range(0x40, 32).Select(n => (byte)n)];

    public static readonly DateTimeOffset Stored = new(2026, 1, 31, 23, 59, 59, TimeSpan.Zero);

    public static CredentialReference Imap => new(Tenant, "mail.imap", "import");

    public static Credential Password(string value = "correct horse") => new()
    {
        Kind = CredentialKind.Password,
        Endpoint = new CredentialEndpoint("imaps", "imap.example.org", 993),
        UserName = "user@example.org",
        Value = Secret.FromText(value),
    };

    public static Credential Tokens() => new()
    {
        Kind = CredentialKind.OAuthTokens,
        Endpoint = new CredentialEndpoint("https", "api.example.org", 443),
        Value = Secret.FromText("access"),
        RefreshToken = Secret.FromText("refresh"),
        ExpiresAt = new DateTimeOffset(2026, 2, 28, 0, 0, 0, TimeSpan.Zero),
    };

    public static CredentialHeader HeaderOf(Credential credential, CredentialReference? reference = null, string key = "k1") =>
        CredentialHeader.Of(reference ?? Imap, credential, Stored) with { KeyId = key };

    public static TenantKey Key(string id = "k1") => new(id, Secret.Copy(Root));
}
