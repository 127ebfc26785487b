using Raindrop.Documents;

namespace Raindrop.Embedded.Storage;

/// <summary>Makes the folder, and removes what a process left that ended while it created or deleted a database. Called with the folder locked.</summary>
internal static class FolderSweep
{
    private static readonly string[] Parts = ["", "-wal", "-shm", "-journal"];

    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException("The folder of the databases cannot be created: check EmbeddedOptions.Folder and who may write there.");
        }
    }

    public static void Sweep(string folder, EmbeddedOptions options)
    {
        foreach (var marker in Directory.EnumerateFiles(folder, "*" + FileNames.Gone)) Remove(marker[..^FileNames.Gone.Length], options);
        foreach (var file in Directory.EnumerateFiles(folder, "*" + FileNames.Unfinished + "*")) TryDelete(file);
    }

    /// <summary>Removes a deleted database's files; where one is still in use, which some systems do not allow, it is left for later, and its mark with it.</summary>
    public static void Remove(string path, EmbeddedOptions options)
    {
        if (File.Exists(path)) TellOthers(path, options);
        var isRemoved = true;
        foreach (var part in Parts) isRemoved &= TryDelete(path + part);
        if (isRemoved) TryDelete(path + FileNames.Gone);
    }

    // Who has the file open would go on reading and writing what nobody finds again.
    private static void TellOthers(string path, EmbeddedOptions options)
    {
        try
        {
            using var connection = Connection.Open(path, options);
            connection.Execute("UPDATE state SET gone = 1");
        }
        catch (StoreProtocolException)
        {
            // A damaged file is deleted like any other.
        }
    }

    private static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
