namespace Raindrop.Embedded.Feeds;

/// <summary>What changes about a database's files at every write, so that a database which did not change need not be opened.</summary>
internal readonly record struct FileStamp(string Path, long Length, DateTime Written, long LogLength, DateTime LogWritten)
{
    /// <summary>More than any file system takes to tell one time from the next.</summary>
    private static readonly TimeSpan Coarseness = TimeSpan.FromSeconds(3);

    /// <summary>Whether another write would change it for sure: one in the same moment as the last may leave times and lengths as they are.</summary>
    public bool IsSettled(TimeProvider time) => (Written > LogWritten ? Written : LogWritten) < time.GetUtcNow().UtcDateTime - Coarseness;

    public static FileStamp Of(string path)
    {
        var (file, log) = (new FileInfo(path), new FileInfo(path + "-wal"));
        return new FileStamp(path, file.Exists ? file.Length : 0, file.Exists ? file.LastWriteTimeUtc : default, log.Exists ? log.Length : 0, log.Exists ? log.LastWriteTimeUtc : default);
    }
}
