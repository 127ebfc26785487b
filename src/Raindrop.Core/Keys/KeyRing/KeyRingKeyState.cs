namespace Raindrop.Keys.KeyRing;

/// <summary>What a key of a key ring is used for.</summary>
public enum KeyRingKeyState
{
    /// <summary>It wraps new keys, and unwraps what it wrapped. One key of a ring is in this state.</summary>
    Current,

    /// <summary>It unwraps what it wrapped: it was current before, or was added and waits to be promoted.</summary>
    UnwrapsOnly,

    /// <summary>Its bytes are gone from the file. What it wrapped is lost unless a copy of the file still has them.</summary>
    Retired,
}
