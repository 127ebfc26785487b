namespace Raindrop.TestServers.Tokens;

/// <summary>A token of SoftHSM.</summary>
/// <param name="pinFile">Where its user's PIN is written.</param>
/// <param name="label">Its label.</param>
/// <param name="environment">What a process needs in its environment to find it.</param>
public sealed class SoftToken(string pinFile, string label, IReadOnlyDictionary<string, string> environment)
{
    /// <summary>The user's PIN.</summary>
    public const string Pin = "246813579";

    /// <summary>The security officer's PIN.</summary>
    public const string OfficerPin = "975318642";

    /// <summary>Its label.</summary>
    public string Label => label;

    /// <summary>What another process needs in its environment to find it.</summary>
    public IReadOnlyDictionary<string, string> Environment => environment;

    /// <summary>The file with the user's PIN.</summary>
    public string PinFile => pinFile;

    /// <summary>Writes the file, as its owner alone can read it.</summary>
    /// <param name="pin">What stands in it.</param>
    public void WritePinFile(string pin = Pin)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(pinFile, options);
        writer.Write(pin + "\n");
    }
}
