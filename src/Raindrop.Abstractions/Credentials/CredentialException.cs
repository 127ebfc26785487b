namespace Raindrop.Credentials;

/// <summary>The base of what the vault answers about one credential instead of doing what was asked. Nothing of the credential is in it.</summary>
public abstract class CredentialException : Exception
{
    private protected CredentialException(CredentialReference reference, string message)
        : base(message) => Reference = reference;

    /// <summary>The credential that was asked for, as the caller named it.</summary>
    public CredentialReference Reference { get; }
}
