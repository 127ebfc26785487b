using System.Security.Cryptography;
using Raindrop.Credentials;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>The secrets that go through the vault: passwords and tokens, and what is sealed with them.</summary>
internal sealed class Secrets
{
    public Search.Canary Password { get; } = Search.Canary.New("password");

    public Search.Canary NewPassword { get; } = Search.Canary.New("new password");

    public Search.Canary AccessToken { get; } = Search.Canary.New("access token");

    public Search.Canary RefreshToken { get; } = Search.Canary.New("refresh token");

    public Search.Canary ApiKey { get; } = Search.Canary.New("API key");

    public Search.Canary UserName { get; } = Search.Canary.New("user name");

    /// <summary>A host's name has no room for more than letters and digits.</summary>
    public Search.Canary Host { get; } = Search.Canary.Of("host", System.Text.Encoding.ASCII.GetBytes($"{RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 60)}.example"));

    /// <summary>The PIN of a hardware module, of the characters that one can type there.</summary>
    public Search.Canary Pin { get; set; } = Search.Canary.Of("PIN", System.Text.Encoding.ASCII.GetBytes(RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 48)));

    public IReadOnlyList<Search.Canary> All => [Pin, Password, NewPassword, AccessToken, RefreshToken, ApiKey, UserName, Host];

    /// <summary>A password of a mailbox.</summary>
    public Credential Mailbox(Search.Canary? password = null, DateTimeOffset? expires = null) => new()
    {
        Kind = CredentialKind.Password,
        Endpoint = new CredentialEndpoint("imaps", System.Text.Encoding.ASCII.GetString(Host.Bytes.Span), 993),
        UserName = UserName.Text,
        Value = Secret.Copy((password ?? Password).Bytes.Span),
        ExpiresAt = expires,
    };

    /// <summary>Tokens of OAuth.</summary>
    public Credential Tokens() => new()
    {
        Kind = CredentialKind.OAuthTokens,
        Endpoint = new CredentialEndpoint("https", System.Text.Encoding.ASCII.GetString(Host.Bytes.Span), 443),
        Value = Secret.Copy(AccessToken.Bytes.Span),
        RefreshToken = Secret.Copy(RefreshToken.Bytes.Span),
    };

    /// <summary>A key of a program.</summary>
    public Credential Key() => new()
    {
        Kind = CredentialKind.ApiKey,
        Endpoint = new CredentialEndpoint("https", System.Text.Encoding.ASCII.GetString(Host.Bytes.Span), 443),
        Value = Secret.Copy(ApiKey.Bytes.Span),
    };
}
