namespace Raindrop.Credentials;

/// <summary>The credential was replaced or deleted by somebody else meanwhile.</summary>
public sealed class CredentialConflictException : CredentialException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reference">The credential.</param>
    public CredentialConflictException(CredentialReference reference)
        : base(reference, "The credential has another version by now: list it again, and decide anew.")
    {
    }
}
