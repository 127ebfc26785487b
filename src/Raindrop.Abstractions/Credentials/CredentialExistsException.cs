namespace Raindrop.Credentials;

/// <summary>The tenant has a credential of this name already.</summary>
public sealed class CredentialExistsException : CredentialException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reference">The credential.</param>
    public CredentialExistsException(CredentialReference reference)
        : base(reference, "The tenant has a credential of this name: replace it, or choose another name.")
    {
    }
}
