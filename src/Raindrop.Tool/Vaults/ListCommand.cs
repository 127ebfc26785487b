using System.CommandLine;
using Raindrop.Keys;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Vaults;

/// <summary>Lists the tenants and their keys.</summary>
internal static class ListCommand
{
    private static readonly string[] Columns = ["tenant", "state", "current key", "made", "others", "wrapped under", "last backup dies"];

    public static ToolCommand Create(VaultActions actions)
    {
        var tenants = TenantArgument.Many(ArgumentArity.ZeroOrMore);
        var command = new ToolCommand("list", "List tenants, the state of their keys, and which key encryption keys are in use.", "raindrop vault list", $"raindrop vault list {TenantArgument.Example} --json") { tenants };
        command.SetAction(actions.Make(async (session, report, result, cancellationToken) =>
        {
            var tally = new KeyTally();
            var asked = result.GetValue(tenants) ?? [];
            var found = asked.Length == 0 ? session.Keys.ListAsync(cancellationToken) : asked.ToAsyncEnumerable().Select((tenant, stop) => session.Keys.FindAsync(tenant, stop)).OfType<TenantKeyStatus>();
            var count = await report.PrintAsync(found.Select(tally.Count), ToolJson.Default.TenantKeyStatus, Columns, Row);
            report.Say(tally.ToString());
            return count < asked.Distinct().Count() ? ExitCode.Failed : ExitCode.Done;
        }));
        return command;
    }

    private static string[] Row(TenantKeyStatus status) =>
    [
        status.Tenant.Value,
        status.State switch { TenantKeyState.Active => "active", TenantKeyState.Suspended => "suspended", TenantKeyState.Shredded => "shredded", _ => "unreadable" },
        status.Keys is [var current, ..] ? current.Id : "",
        status.Keys is [var made, ..] ? Report.Date(made.CreatedAt) : "",
        status.Keys.Count > 1 ? Report.Number(status.Keys.Count - 1) : "",
        string.Join(", ", status.Keys.Select(key => key.KeyEncryptionKeyId).Distinct()),
        status.Shredding is { } receipt ? Report.Date(receipt.LastBackupDiesAt) : "",
    ];
}
