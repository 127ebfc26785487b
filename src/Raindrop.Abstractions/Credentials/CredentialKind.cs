namespace Raindrop.Credentials;

/// <summary>What a credential is. The names are stored.</summary>
public enum CredentialKind
{
    /// <summary>A password, for example of an IMAP account.</summary>
    Password,

    /// <summary>An OAuth access token, with the refresh token that renews it where there is one.</summary>
    OAuthTokens,

    /// <summary>A key that names and authenticates a program.</summary>
    ApiKey,
}
