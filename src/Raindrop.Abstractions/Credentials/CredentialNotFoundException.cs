namespace Raindrop.Credentials;

/// <summary>The tenant has no credential of this name and purpose.</summary>
public sealed class CredentialNotFoundException : CredentialException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reference">The credential.</param>
    public CredentialNotFoundException(CredentialReference reference)
        : base(reference, "The tenant has no credential of this name and purpose: store it first.")
    {
    }
}
