namespace Raindrop.Keys.Backups;

/// <summary>The file of backup keys while it is held. Dispose it to let others have it.</summary>
internal sealed class OpenBackupKeys(BackupKeyFile file, IDisposable held, BackupKeys content) : IDisposable
{
    public BackupKeys Content { get; private set; } = content;

    /// <summary>How many keys had expired and were destroyed when it was opened.</summary>
    public required int Destroyed { get; init; }

    /// <summary>Writes the file, durably, wholly or not at all.</summary>
    public void Save(BackupKeys content)
    {
        file.Write(content);
        Content = content;
    }

    public void Dispose() => held.Dispose();
}
