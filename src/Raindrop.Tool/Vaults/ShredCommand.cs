using System.CommandLine;
using Raindrop.Keys;
using Raindrop.Tenancy;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Vaults;

/// <summary>Destroys a tenant's keys.</summary>
internal static class ShredCommand
{
    public static ToolCommand Create(VaultActions actions)
    {
        var tenant = TenantArgument.One();
        var command = new ToolCommand(
            "shred",
            "Destroy a tenant's keys for good, and say when the last backup of them dies. Stopped, run it again: it finishes.",
            $"raindrop vault shred {TenantArgument.Example} --backup-keys /var/lib/raindrop/backup-keys") { tenant };
        var confirmation = new Confirmation(command);
        var unknown = new Option<bool>("--unknown") { Description = "Also a tenant that has no key document: it never had a key and shall have none, or somebody has deleted the document." };
        command.Options.Add(unknown);
        command.SetAction(actions.Make(
            async (session, report, result, cancellationToken) =>
            {
                var shredded = result.GetRequiredValue(tenant);
                if (!result.GetValue(unknown) && !await IsKnownAsync(session.Keys, shredded, cancellationToken))
                    throw new UsageException("There is no key document of this tenant, so nothing would be destroyed: check the id, which 'raindrop vault list' shows. If it is right, say --unknown.");

                confirmation.Require(actions.Console, result, "All that the tenant's keys sealed becomes unreadable, for everybody and for good.", shredded.Value);
                var receipt = await session.Keys.ShredAsync(shredded, cancellationToken);
                report.Print(
                    receipt,
                    ToolJson.Default.ShredReceipt,
                    $"The keys of {receipt.Tenant} were destroyed at {Report.Date(receipt.ShreddedAt)}.",
                    $"No host holds them in memory after {Report.Date(receipt.EverywhereAt)}.",
                    $"The last backup of them dies at {Report.Date(receipt.LastBackupDiesAt)}.");
                return ExitCode.Done;
            },
            needsBackupKeys: true));
        return command;
    }

    // A receipt for an id with a slip in it would be believed.
    private static async Task<bool> IsKnownAsync(ITenantKeyStore keys, TenantId tenant, CancellationToken cancellationToken)
    {
        try
        {
            return await keys.FindAsync(tenant, cancellationToken) is not null;
        }
        catch (TenantKeyException)
        {
            // It is there, and damaged or newer.
            return true;
        }
    }
}
