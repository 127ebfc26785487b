using System.Security.Cryptography;

namespace Raindrop.Embedded.Storage;

/// <summary>
/// The names of database files: the database's name, a tilde and a random part. A name is thus never used twice: were it, the write-ahead log that
/// another process left from a deleted database could be read into a new one.
/// </summary>
internal static class FileNames
{
    public const string Extension = ".db";
    public const string Unfinished = ".new";
    public const string Gone = ".gone";
    private const string RandomPart = "~????????";
    private const int RandomLength = 4;

    /// <summary>The pattern of all files of a database, or of all databases.</summary>
    public static string PatternOf(string? name) => (name is null ? "*" : Escape(name)) + RandomPart + Extension;

    public static string Create(string name) => Escape(name) + "~" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomLength));

    public static string NameOf(string path)
    {
        var file = Path.GetFileNameWithoutExtension(path);
        return file[..file.LastIndexOf('~')].Replace(',', '/');
    }

    // Of the characters that a database's name may have, only the slash means something to file systems.
    private static string Escape(string name) => name.Replace('/', ',');
}
