namespace Raindrop.Keys;

/// <summary>Why a backup of the key store cannot be made or read.</summary>
public enum KeyBackupFailure
{
    /// <summary>The key that it is encrypted under was destroyed, or is not in this host's file of backup keys.</summary>
    KeyDestroyed,

    /// <summary>It is cut off, damaged, or no backup of a key store.</summary>
    Damaged,

    /// <summary>This host has no file of backup keys, or none that can be used: it is not set, damaged, newer than this library, or others can read it.</summary>
    NotConfigured,

    /// <summary>The file of backup keys cannot be used now: another process has it, or the disk failed. The same call may succeed later.</summary>
    Unavailable,
}
