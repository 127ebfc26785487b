namespace Raindrop.Keys;

/// <summary>A wrapped key was not wrapped by this provider for this context: damaged, of another tenant, or substituted. Trying again does not help.</summary>
public sealed class KeyRefusedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="innerException">What caused it.</param>
    public KeyRefusedException(Exception? innerException = null)
        : base("The wrapped key was not wrapped by this key provider for this tenant: see whether the host names the key provider that wrapped it; if it does, restore the key store from a backup.", innerException)
    {
    }
}
