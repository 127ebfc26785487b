using Raindrop.Files;

namespace Raindrop.Keys.Backups;

/// <summary>The file of backup keys. Whoever opens it has it alone; what has expired is gone by then, from the disk too.</summary>
internal sealed class BackupKeyFile(string path, TimeSpan lifetime, TimeProvider time, TimeSpan? longestWait = null, bool shortens = true)
{
    /// <summary>Room for the keys of ten years and for hundreds of thousands of shredded tenants.</summary>
    private const int MostBytes = 64 << 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Somebody who shreds holds it for a few requests, and who rewraps for a call of the provider a key.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public TimeSpan Lifetime => lifetime;

    /// <summary>The file that a host's options name, <see langword="null"/> where they name none.</summary>
    public static BackupKeyFile? Of(TenantKeyOptions options, TimeProvider time) => options.BackupKeyFile is { } path ? new BackupKeyFile(path, options.BackupLifetime, time, shortens: options.ShortensBackupKeys) : null;

    /// <summary>Waits for the file, and reads it; an empty one where there is none yet.</summary>
    /// <exception cref="KeyBackupException">It cannot be used.</exception>
    public async ValueTask<OpenBackupKeys> OpenAsync(CancellationToken cancellationToken)
    {
        var held = await LockAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var content = Read();
            var left = content.At(time.GetUtcNow(), shortens ? lifetime : TimeSpan.MaxValue);
            if (!ReferenceEquals(left, content)) Write(left);
            return new OpenBackupKeys(this, held, left) { Destroyed = content.Keys.Count - left.Keys.Count };
        }
        catch
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public void Write(BackupKeys content)
    {
        try
        {
            // Held open, the old file can still be overwritten once the new one has its name; where that does not come to pass, its keys are wrapped.
            using var old = File.Exists(path) && !OperatingSystem.IsWindows() ? File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete) : null;
            PrivateFile.Replace(path, BackupKeysJson.Write(content).Span);
            if (old is null) return;
            RandomAccess.Write(old, new byte[RandomAccess.GetLength(old)], 0);
            RandomAccess.FlushToDisk(old);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
    }

    private BackupKeys Read()
    {
        try
        {
            using var content = PrivateFile.Read(path, MostBytes).Content;
            using var bytes = content.Read();
            return BackupKeysJson.Parse(bytes.Bytes.ToArray());
        }
        catch (PrivateFileException e) when (e.InnerException is FileNotFoundException)
        {
            // Only what says so: to be asked whether it exists, a file whose disk fails would answer no as well, and be written over.
            return new BackupKeys();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw Unusable(e);
        }
    }

    private async ValueTask<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        // Others hold it for as long as they do, whatever clock this host goes by.
        var clock = TimeProvider.System;
        var begun = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return PrivateFile.Lock(path);
            }
            catch (Exception e) when (e is DirectoryNotFoundException or UnauthorizedAccessException || (e is IOException && clock.GetElapsedTime(begun) >= (longestWait ?? LongestWait)))
            {
                throw Unusable(e);
            }
            catch (IOException)
            {
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // What is wrong with the file itself stays wrong; a lock or a disk may not.
    private static KeyBackupException Unusable(Exception cause)
    {
        var failure = cause is IOException and not (PrivateFileException or DirectoryNotFoundException) ? KeyBackupFailure.Unavailable : KeyBackupFailure.NotConfigured;
        return new KeyBackupException(failure, $"The file of backup keys cannot be used: {cause.Message.TrimEnd('.')}. See TenantKeyOptions.BackupKeyFile.", cause);
    }
}
