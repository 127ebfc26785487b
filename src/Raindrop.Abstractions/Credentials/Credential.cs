using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Raindrop.Credentials;

/// <summary>A credential in the clear: a secret, who it belongs to, and the endpoint it may be sent to. All of it is sealed in one record. Dispose it to zero its secrets.</summary>
[DebuggerDisplay("(credential)")]
[DebuggerTypeProxy(typeof(HiddenInDebugger))]
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Credential : IDisposable
{
    /// <summary>The greatest length of a user name and of a secret, in bytes of UTF-8.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>What it is.</summary>
    public required CredentialKind Kind { get; init; }

    /// <summary>Where it may be sent, and nowhere else.</summary>
    public required CredentialEndpoint Endpoint { get; init; }

    /// <summary>Whom it signs in.</summary>
    /// <value>Default: <see langword="null"/>, where the secret says it.</value>
    public string? UserName { get; init; }

    /// <summary>The password, the access token or the key; at least one byte.</summary>
    public required Secret Value { get; init; }

    /// <summary>The token that renews <see cref="Value"/>, with <see cref="CredentialKind.OAuthTokens"/> only.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public Secret? RefreshToken { get; init; }

    /// <summary>From when on the vault no longer opens it.</summary>
    /// <value>Default: <see langword="null"/>, never. Kept to the second.</value>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Another credential with the same secrets, to be disposed by itself.</summary>
    /// <exception cref="ObjectDisposedException">The credential was disposed.</exception>
    public Credential Clone() => new()
    {
        Kind = Kind,
        Endpoint = Endpoint,
        UserName = UserName,
        Value = Value.Clone(),
        RefreshToken = RefreshToken?.Clone(),
        ExpiresAt = ExpiresAt,
    };

    /// <summary>Zeroes the secrets.</summary>
    public void Dispose()
    {
        Value.Dispose();
        RefreshToken?.Dispose();
    }

    /// <summary>Tells nothing.</summary>
    public override string ToString() => "(credential)";
}
