namespace Raindrop.Keys;

/// <summary>Why a key provider can't do its work now.</summary>
public enum KeyProviderFailure
{
    /// <summary>It cannot be reached, or failed.</summary>
    Unavailable,

    /// <summary>It has too much to do, or the host has asked too often.</summary>
    Throttled,

    /// <summary>It is not configured: no key, a key file that cannot be read or that others can read, a wrong PIN.</summary>
    NotConfigured,
}
