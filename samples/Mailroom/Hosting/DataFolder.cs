using System.Security.Cryptography;
using Raindrop.Credentials;
using Raindrop.Keys.KeyRing;

namespace Mailroom.Hosting;

/// <summary>The folder in which the program keeps what must be the same on every run.</summary>
internal sealed class DataFolder
{
    private const int KeyLength = 32;
    private readonly string _path;

    public DataFolder(string path)
    {
        _path = Path.GetFullPath(path);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_path);
        else Directory.CreateDirectory(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The folder of the embedded store.</summary>
    public string Store => Path.Combine(_path, "store");

    /// <summary>The file of the key that wraps all keys of the vault. A host that is no sample keeps it apart from what it protects.</summary>
    public string KeyRing => Path.Combine(_path, "vault.keyring");

    /// <summary>The folder of one of the vault's databases.</summary>
    public string Vault(VaultDatabase database) => Path.Combine(_path, "vault", database.ToString().ToLowerInvariant());

    /// <summary>The versions that were raised.</summary>
    public VersionBumps Bumps => new(Path.Combine(_path, "bumps.json"));

    /// <summary>The key of the identifier hasher in base 64, made on the first run. With another key every message would be a new one.</summary>
    public string ReadIdentifierKey() => ReadOrCreate("identifier.key", () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyLength))).Trim();

    /// <summary>The path of something else in the folder.</summary>
    public string PathOf(string name) => Path.Combine(_path, name);

    /// <summary>The text of a file for this user alone, made on the first run.</summary>
    public string ReadOrCreate(string name, Func<string> create)
    {
        var path = PathOf(name);
        if (!File.Exists(path)) TryCreate(path, create());
        return File.ReadAllText(path);
    }

    /// <summary>Makes the key ring on the first run.</summary>
    public void EnsureKeyRing()
    {
        if (File.Exists(KeyRing)) return;
        try
        {
            new KeyRingFile(KeyRing).Create();
        }
        catch (KeyRingException fault) when (fault.Failure == KeyRingFailure.AlreadyExists)
        {
            // Another first run was faster.
        }
    }

    // Two first runs at once: what the first of them links is that of both.
    private static void TryCreate(string path, string text)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(temporary, options)) writer.Write(text);
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
