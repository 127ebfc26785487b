using System.CommandLine;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Vaults;

/// <summary>Runs what a command does with the vault.</summary>
/// <param name="session">The vault.</param>
/// <param name="report">Where results go.</param>
/// <param name="result">The command line.</param>
/// <param name="cancellationToken">Ends the command.</param>
/// <returns>The exit code.</returns>
internal delegate Task<int> VaultAction(VaultSession session, Report report, ParseResult result, CancellationToken cancellationToken);

/// <summary>Makes the commands' actions.</summary>
internal sealed class VaultActions(ToolConsole console, VaultOptions options)
{
    public ToolConsole Console => console;

    public BackupKeyOptions BackupKeys => options.BackupKeys;

    public bool HasEarlierProvider(ParseResult result) => options.HasEarlierProvider(result);

    public Func<ParseResult, CancellationToken, Task<int>> Make(VaultAction act, bool needsProvider = false, bool needsBackupKeys = false) => (result, cancellationToken) => Guarded.RunAsync(console, async () =>
    {
        if (needsBackupKeys) BackupKeys.Require(result);
        await using var session = options.Open(result, console.Time, needsProvider);
        return await act(session, Report.Of(console, result), result, cancellationToken);
    });
}
