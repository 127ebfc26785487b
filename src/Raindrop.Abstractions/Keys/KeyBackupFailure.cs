namespace Raindrop.Keys;

/// <summary>Why a backup of the key store cannot be made or read.</summary>
public enum KeyBackupFailure
{
    /// <summary>The key that it is encrypted under was destroyed, or is not in this host's file of backup keys.</summary>
    KeyDestroyed,

    /// <summary>It is cut off, damaged, or no backup of a key store.</summary>
    Damaged,

    /// <summary>This host has no file of backup keys, or it cannot be used: it is not set, damaged, or others can read it.</summary>
    NotConfigured,
}
