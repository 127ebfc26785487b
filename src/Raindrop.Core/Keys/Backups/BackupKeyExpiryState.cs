namespace Raindrop.Keys.Backups;

/// <summary>How the last destruction of expired backup keys went on this host.</summary>
internal sealed class BackupKeyExpiryState
{
    private volatile KeyBackupException? _failure;

    /// <summary>Why it failed, <see langword="null"/> where it did not.</summary>
    public KeyBackupException? Failure
    {
        get => _failure;
        set => _failure = value;
    }
}
