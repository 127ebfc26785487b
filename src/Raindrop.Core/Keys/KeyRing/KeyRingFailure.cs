namespace Raindrop.Keys.KeyRing;

/// <summary>Why a key ring was left as it was.</summary>
public enum KeyRingFailure
{
    /// <summary>There is a file of this name already; a key ring is never overwritten.</summary>
    AlreadyExists,

    /// <summary>The ring has no key of this id.</summary>
    UnknownKey,

    /// <summary>The key was retired before.</summary>
    RetiredKey,

    /// <summary>The key is current; another one must be promoted first.</summary>
    CurrentKey,

    /// <summary>The file cannot be written, or another process writes it now.</summary>
    NotWritable,
}
