using System.CommandLine;
using Raindrop.Keys;
using Raindrop.Tenancy;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Vaults;

/// <summary>Stops the use of tenants' keys, and allows it again.</summary>
internal static class SuspensionCommands
{
    public static ToolCommand Suspend(VaultActions actions) => Create(
        actions,
        "suspend",
        "Stop the use of tenants' keys on every host, within a minute. The keys are kept.",
        (keys, tenant, stop) => keys.SuspendAsync(tenant, stop),
        $"is suspended: no host opens its credentials after {ITenantKeyStore.PropagationBound.TotalSeconds} seconds.");

    public static ToolCommand Resume(VaultActions actions) => Create(
        actions,
        "resume",
        "End the suspension of tenants.",
        (keys, tenant, stop) => keys.ResumeAsync(tenant, stop),
        "is active.");

    private static ToolCommand Create(VaultActions actions, string name, string description, Func<ITenantKeyStore, TenantId, CancellationToken, ValueTask<TenantKeyStatus>> change, string said)
    {
        var tenants = TenantArgument.Many(ArgumentArity.OneOrMore);
        var command = new ToolCommand(name, description, $"raindrop vault {name} {TenantArgument.Example}") { tenants };
        command.SetAction(actions.Make(async (session, report, result, cancellationToken) =>
        {
            var code = ExitCode.Done;
            foreach (var tenant in result.GetRequiredValue(tenants))
            {
                try
                {
                    report.Print(await change(session.Keys, tenant, cancellationToken), ToolJson.Default.TenantKeyStatus, $"{tenant} {said}");
                }
                catch (TenantKeyException e)
                {
                    actions.Console.Complain($"{tenant}: {e.Message}");
                    code = ExitCode.Failed;
                }
            }

            return code;
        }));
        return command;
    }
}
