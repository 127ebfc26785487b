namespace Raindrop.Credentials;

/// <summary>The record is not one that the vault sealed for this reference: damaged, of another tenant, name, purpose or key, or tampered with. The one error for all of these.</summary>
public sealed class CredentialUnreadableException : CredentialException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reference">The credential.</param>
    public CredentialUnreadableException(CredentialReference reference)
        : base(reference, "The credential cannot be read: its record is damaged or was not sealed for this reference. Restore it from a backup, or replace it.")
    {
    }
}
