namespace Raindrop.Credentials.Remote;

/// <summary>A credential without its secrets, which follow in this order: user name, value, refresh token.</summary>
internal sealed record WireCredential
{
    public required CredentialKind Kind { get; init; }

    public required string Scheme { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public bool HasUserName { get; init; }

    public bool HasRefreshToken { get; init; }

    public static WireCredential Of(Credential credential) => new()
    {
        Kind = credential.Kind,
        Scheme = credential.Endpoint.Scheme,
        Host = credential.Endpoint.Host,
        Port = credential.Endpoint.Port,
        ExpiresAt = credential.ExpiresAt,
        HasUserName = credential.UserName is not null,
        HasRefreshToken = credential.RefreshToken is not null,
    };
}
