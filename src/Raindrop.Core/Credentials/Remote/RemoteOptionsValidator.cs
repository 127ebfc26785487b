using System.Text;
using Microsoft.Extensions.Options;

namespace Raindrop.Credentials.Remote;

/// <summary>Checks the options of both ends, and names every mistake.</summary>
internal sealed class RemoteOptionsValidator : IValidateOptions<CredentialVaultListenerOptions>, IValidateOptions<RemoteCredentialVaultOptions>
{
    /// <summary>A sockaddr_un has 108 bytes, the last of them zero.</summary>
    private const int LongestPath = 107;

    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);

    public ValidateOptionsResult Validate(string? name, CredentialVaultListenerOptions options) => Result(Mistakes(options));

    public ValidateOptionsResult Validate(string? name, RemoteCredentialVaultOptions options) => Result(Mistakes(options));

    public static IReadOnlyList<string> Mistakes(CredentialVaultListenerOptions options)
    {
        List<string> mistakes = [.. PathMistakes(nameof(CredentialVaultListenerOptions), options.SocketPath)];
        if ((options.SocketMode & Others) != 0) mistakes.Add($"{nameof(CredentialVaultListenerOptions)}.{nameof(options.SocketMode)} lets everybody connect: give it to the owner or the group alone.");
        if (options.MaxCalls is < 1 or > 10_000) mistakes.Add($"{nameof(CredentialVaultListenerOptions)}.{nameof(options.MaxCalls)} is {options.MaxCalls}: it must be between 1 and 10000.");
        if (!IsRequestTimeout(options.RequestTimeout)) mistakes.Add($"{nameof(CredentialVaultListenerOptions)}.{nameof(options.RequestTimeout)} is {options.RequestTimeout}: it must be between 10 ms and 10 minutes.");
        return mistakes;
    }

    public static IReadOnlyList<string> Mistakes(RemoteCredentialVaultOptions options)
    {
        List<string> mistakes = [.. PathMistakes(nameof(RemoteCredentialVaultOptions), options.SocketPath)];
        if (!IsCallTimeout(options.CallTimeout)) mistakes.Add($"{nameof(RemoteCredentialVaultOptions)}.{nameof(options.CallTimeout)} is {options.CallTimeout}: it must be between 10 ms and 1 hour.");
        return mistakes;
    }

    public static bool IsRequestTimeout(TimeSpan time) => IsBetween(time, TimeSpan.FromMinutes(10));

    public static bool IsCallTimeout(TimeSpan time) => IsBetween(time, TimeSpan.FromHours(1));

    private static bool IsBetween(TimeSpan time, TimeSpan greatest) => time >= Least && time <= greatest;

    private static IEnumerable<string> PathMistakes(string options, string path)
    {
        if (string.IsNullOrWhiteSpace(path)) yield return $"{options}.SocketPath must be set to the path of the vault's socket.";
        else if (Encoding.UTF8.GetByteCount(path) > LongestPath) yield return $"{options}.SocketPath has more than {LongestPath} bytes, which no operating system takes: choose a shorter one.";
    }

    private static ValidateOptionsResult Result(IReadOnlyList<string> mistakes) => mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
}
