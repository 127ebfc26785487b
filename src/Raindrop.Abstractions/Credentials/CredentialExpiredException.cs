namespace Raindrop.Credentials;

/// <summary>The credential has expired.</summary>
public sealed class CredentialExpiredException : CredentialException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reference">The credential.</param>
    public CredentialExpiredException(CredentialReference reference)
        : base(reference, "The credential has expired: replace it by a new one.")
    {
    }
}
