using Raindrop.Credentials;

namespace Raindrop.Files;

/// <summary>Files that hold secrets: read only where nobody else can read them, and written whole or not at all.</summary>
/// <remarks>On Windows rights come from the folder and are not checked; on Unix systems other than Linux the owner is not.</remarks>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads a file into pinned memory, after it was seen that it belongs to this user and to nobody else.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxLength">The most bytes it may have.</param>
    /// <returns>The bytes, and the facts of the file that they are of.</returns>
    /// <exception cref="PrivateFileException">There is none, it is too long, or others can get at it.</exception>
    public static (Secret Content, FileFacts Facts) Read(string path, int maxLength)
    {
        try
        {
            // Of the open file, so that nobody swaps it between the check and the reading.
            using var handle = File.OpenHandle(path);
            var facts = FileFacts.Of(handle);
            RequirePrivate(path, facts);
            if (facts.Length > maxLength) throw new PrivateFileException($"{path} has {facts.Length} bytes, and at most {maxLength} are expected: this is another file.");
            return (Secret.Create((int)facts.Length, handle, static (bytes, handle) =>
            {
                for (var read = 0; read < bytes.Length;)
                {
                    var count = RandomAccess.Read(handle, bytes[read..], read);
                    if (count == 0) throw new IOException("The file became shorter while it was read.");
                    read += count;
                }
            }), facts);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PrivateFileException($"There is no file {path}.", e);
        }
        catch (UnauthorizedAccessException e) when (Directory.Exists(path))
        {
            throw new PrivateFileException($"{path} is a folder: name the file.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PrivateFileException($"{path} cannot be read by the user that runs this program: make it that user's own (chown, chmod 600).", e);
        }
    }

    /// <summary>Writes a new file of mode 0600, durably, wholly or not at all, and never over another one.</summary>
    /// <returns><see langword="false"/> if something of this name is there already.</returns>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            var unfinished = WriteUnfinished(path, content);
            if (OperatingSystem.IsWindows() || UnixCalls.TryLink(unfinished, path) is not { } isLinked) return TryMove(unfinished, path);
            FlushFolder(path);
            return isLinked;
        }
        finally
        {
            File.Delete(UnfinishedOf(path));
        }
    }

    /// <summary>Writes a file anew, durably, wholly or not at all. Behind a symbolic link it is the file that the link names, which would otherwise stay as it was.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var target = TargetOf(path);
        try
        {
            File.Move(WriteUnfinished(target, content), target, overwrite: true);
        }
        catch
        {
            // What a full disk let be written may hold a part of the secrets.
            File.Delete(UnfinishedOf(target));
            throw;
        }

        FlushFolder(target);
    }

    /// <summary>Keeps other writers of a file out until it is disposed. Readers need no lock: files are replaced wholly.</summary>
    /// <exception cref="IOException">Another process writes the file now.</exception>
    public static FileStream Lock(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(TargetOf(path) + ".lock", options);
    }

    private static string TargetOf(string path) => new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    private static void RequirePrivate(string path, FileFacts facts)
    {
        if (facts.Owner is { } owner && owner != UnixCalls.GetEffectiveUser())
            throw new PrivateFileException($"{path} belongs to another user than the one that runs this program: make it that user's own (chown, then chmod 600).");
        if (facts.Mode is { } mode && (mode & Others) != 0)
            throw new PrivateFileException($"{path} can be read or written by others than its owner: run 'chmod 600' on it, and replace what it holds if others may have read it.");
    }

    // Called with the lock held, so a file that is there already was left by a writer that was killed.
    private static string WriteUnfinished(string path, ReadOnlySpan<byte> content)
    {
        var unfinished = UnfinishedOf(path);
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(unfinished, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
        return unfinished;
    }

    private static string UnfinishedOf(string path) => path + ".unfinished";

    private static bool TryMove(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: false);
            FlushFolder(to);
            return true;
        }
        catch (IOException) when (File.Exists(to))
        {
            return false;
        }
    }

    private static void FlushFolder(string path)
    {
        if (!OperatingSystem.IsWindows()) UnixCalls.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
