namespace Raindrop.Canary.Tests.Search;

/// <summary>Looks for secrets in all files of a folder, as they stand there and unpacked.</summary>
internal static class StoredFiles
{
    /// <summary>Every file with a secret in it, except those that are to hold secrets.</summary>
    /// <param name="folder">The folder, with all below it.</param>
    /// <param name="search">The secrets.</param>
    /// <param name="mayHold">Whether a file, by its path from the folder on, is to hold secrets.</param>
    public static IReadOnlyList<string> Find(string folder, CanarySearch search, Func<string, bool>? mayHold = null)
    {
        List<string> found = [];
        foreach (var path in Directory.GetFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var name = Path.GetRelativePath(folder, path);
            if (mayHold?.Invoke(name) != true && Read(path) is { } file && Find(file, path, search) is { } finding) found.Add($"{finding.Canary} as {finding.Form} in {name}");
        }

        return found;
    }

    /// <summary>The number of bytes in the files, so that a test can tell that there was something to search.</summary>
    public static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static Finding? Find(byte[] file, string path, CanarySearch search)
    {
        if (search.Find(file) is { } plain) return plain;
        if (!path.Contains(".couch", StringComparison.Ordinal)) return null;
        return CouchFile.Unpack(file).Select(content => search.Find(content)).FirstOrDefault(finding => finding is not null);
    }

    private static byte[]? Read(string path)
    {
        try
        {
            // The stores have their files open.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            file.CopyTo(content);
            return content.ToArray();
        }
        catch (FileNotFoundException)
        {
            // A server that tidies up has removed it since the folder was listed.
            return null;
        }
    }
}
