using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Raindrop.TestServers.Tokens;

/// <summary>SoftHSM, a PKCS#11 module in software, with tokens in temporary folders.</summary>
public static class SoftHsm
{
    private const string LibraryVariable = "RAINDROP_SOFTHSM_LIBRARY";
    private const string SettingsVariable = "SOFTHSM2_CONF";

    /// <summary>The module's library.</summary>
    /// <exception cref="InvalidOperationException">It is not installed; the message says what to install.</exception>
    public static string Library { get; } = Find();

    /// <summary>Makes a token with the module's own tool, as an operator does, in a folder of its own: for other processes, which find it by <see cref="SoftToken.Environment"/>.</summary>
    /// <param name="folder">The folder, or <see langword="null"/> for a new one.</param>
    /// <param name="pin">The user's PIN.</param>
    public static SoftToken CreateToken(string? folder = null, string pin = SoftToken.Pin)
    {
        var token = PlanToken(folder ?? CreateFolder());
        token.WritePinFile(pin);
        string[] arguments = ["--init-token", "--free", "--label", token.Label, "--so-pin", SoftToken.OfficerPin, "--pin", pin];
        var start = new ProcessStartInfo("softhsm2-util", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in token.Environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? token : throw new InvalidOperationException($"softhsm2-util failed: {said}");
    }

    /// <summary>A folder for tokens of this process, which the module finds when it is loaded afterwards.</summary>
    public static string UseFolder()
    {
        var folder = CreateFolder();
        // The module reads the variable with getenv, which does not see what .NET sets.
        if (SetEnv(SettingsVariable, SettingsOf(folder), 1) != 0) throw new InvalidOperationException($"{SettingsVariable} cannot be set.");
        return folder;
    }

    /// <summary>A label and a PIN for a token that the caller makes.</summary>
    /// <param name="folder">Where.</param>
    public static SoftToken PlanToken(string folder)
    {
        var name = Guid.NewGuid().ToString("n");
        var token = new SoftToken(Path.Combine(folder, $"{name}.pin"), $"raindrop-{name}"[..32], new Dictionary<string, string> { [SettingsVariable] = SettingsOf(folder) });
        token.WritePinFile();
        return token;
    }

    private static string Find()
    {
        string?[] places = [Environment.GetEnvironmentVariable(LibraryVariable), "/usr/lib/softhsm/libsofthsm2.so", $"/usr/lib/{Machine}-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so"];
        return places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            $"SoftHSM is not installed: run ./test, or install the package softhsm2 (apt-get install softhsm2). Elsewhere than on Debian name its library in {LibraryVariable}.");
    }

    private static string Machine => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";

    private static string CreateFolder()
    {
        var folder = Directory.CreateTempSubdirectory("raindrop-softhsm-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "tokens"));
        File.WriteAllText(SettingsOf(folder), $"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    private static string SettingsOf(string folder) => Path.Combine(folder, "softhsm2.conf");

    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetEnv([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
