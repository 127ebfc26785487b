namespace Raindrop.Embedded.Storage;

/// <summary>Lets one process at a time create and delete databases in a folder. The operating system frees it when a process ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private const string Name = "folder.lock";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public static async ValueTask<FolderLock> TakeAsync(string folder, TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FolderLock(new FileStream(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (UnauthorizedAccessException)
            {
                throw StorageFailure.Create(SQLitePCL.raw.SQLITE_PERM);
            }
            catch (IOException) when (time.GetElapsedTime(started) < longest)
            {
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException)
            {
                throw StorageFailure.Create(SQLitePCL.raw.SQLITE_BUSY);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
