namespace Raindrop.Canary.Tests.Search;

/// <summary>Looks for secrets in all files of a folder, as they stand there and unpacked.</summary>
internal static class StoredFiles
{
    /// <summary>Every file with a secret in it, except those that are to hold secrets.</summary>
    /// <param name="folder">The folder, with all below it.</param>
    /// <param name="search">The secrets.</param>
    /// <param name="mayHold">Whether a file, by its path from the folder on, is to hold secrets.</param>
    public static IReadOnlyList<string> Find(string folder, CanarySearch search, Func<string, bool>? mayHold = null) =>
        Find(Read(folder).Where(file => mayHold?.Invoke(file.Name) != true), search);

    /// <summary>Every one of some files with a secret in it.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<StoredFile> files, CanarySearch search)
    {
        List<string> found = [];
        foreach (var (name, contents) in files)
        {
            if (contents.Select(content => search.Find(content)).FirstOrDefault(finding => finding is not null) is { } finding) found.Add($"{finding.Canary} as {finding.Form} in {name}");
        }

        return found;
    }

    /// <summary>All files of a folder. Each is read when it is its turn, and unpacked when its contents are asked for.</summary>
    public static IEnumerable<StoredFile> Read(string folder)
    {
        foreach (var path in Directory.GetFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            if (ReadFile(path) is { } file) yield return new StoredFile(Path.GetRelativePath(folder, path), ContentsOf(file, path));
        }
    }

    /// <summary>The number of bytes in the files, so that a test can tell that there was something to search.</summary>
    public static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static IEnumerable<byte[]> ContentsOf(byte[] file, string path) =>
        path.Contains(".couch", StringComparison.Ordinal) ? CouchFile.Unpack(file).Prepend(file) : [file];

    private static byte[]? ReadFile(string path)
    {
        try
        {
            // The stores have their files open.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            file.CopyTo(content);
            return content.ToArray();
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            // A server that tidies up has removed it since the folder was listed.
            return null;
        }
    }
}

/// <summary>A file of a store.</summary>
/// <param name="Name">Its path, from the store's folder on.</param>
/// <param name="Contents">What stands in it, and what is packed in that.</param>
internal sealed record StoredFile(string Name, IEnumerable<byte[]> Contents);
