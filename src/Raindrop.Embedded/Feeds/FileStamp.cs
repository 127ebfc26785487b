namespace Raindrop.Embedded.Feeds;

/// <summary>What changes about a database's files at every write, so that a database which did not change need not be opened.</summary>
internal readonly record struct FileStamp(string Path, long Length, DateTime Written, long LogLength, DateTime LogWritten)
{
    public static FileStamp Of(string path)
    {
        var (file, log) = (new FileInfo(path), new FileInfo(path + "-wal"));
        return new FileStamp(path, file.Exists ? file.Length : 0, file.Exists ? file.LastWriteTimeUtc : default, log.Exists ? log.Length : 0, log.Exists ? log.LastWriteTimeUtc : default);
    }
}
