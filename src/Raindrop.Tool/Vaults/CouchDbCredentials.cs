using Raindrop.CouchDb;
using Raindrop.Credentials;
using Raindrop.Files;
using Raindrop.Tool.Commands;

namespace Raindrop.Tool.Vaults;

/// <summary>Name and password of a user of CouchDB: from a file that nobody else can read or from the environment, never from the command line.</summary>
internal static class CouchDbCredentials
{
    private const int MaxLength = 4096;

    /// <param name="file">A file with <c>name:password</c>, or <see langword="null"/>.</param>
    /// <param name="variable">The environment variable that holds the same where there is no file.</param>
    /// <exception cref="UsageException">They are not of that form.</exception>
    public static CouchDbAuthentication Read(string? file, string variable)
    {
        var text = file is null ? Environment.GetEnvironmentVariable(variable) : ReadFile(file);
        if (string.IsNullOrEmpty(text)) return CouchDbAuthentication.None;
        return text.Split(':', 2) is [{ Length: > 0 } name, var password]
            ? CouchDbAuthentication.Basic(name, password)
            : throw new UsageException($"{(file is null ? variable : "The file of CouchDB's credentials")} must hold 'name:password'.");
    }

    private static string ReadFile(string file)
    {
        try
        {
            using var content = PrivateFile.Read(file, MaxLength).Content;
            return content.RevealAsString().TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is ArgumentException or PathTooLongException or PrivateFileException { InnerException: FileNotFoundException or DirectoryNotFoundException })
        {
            // What was typed is not repeated: it may be the credentials themselves.
            throw new UsageException("There is no such file as is named for CouchDB's credentials. Name a file that holds 'name:password', never the credentials themselves: other users of the machine see command lines.");
        }
    }
}
