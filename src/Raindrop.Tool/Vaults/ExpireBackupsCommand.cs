using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Vaults;

/// <summary>Destroys the keys of backups whose time is over, where no host does.</summary>
internal static class ExpireBackupsCommand
{
    public static ToolCommand Create(VaultActions actions)
    {
        var command = new ToolCommand(
            "expire-backups",
            "Destroy the keys of backups whose time is over. A running host with the file does so by itself: this is for a machine on which none runs, once a day.",
            "raindrop vault expire-backups --backup-keys /var/lib/raindrop/backup-keys");
        command.SetAction(actions.Make(
            async (session, report, _, cancellationToken) =>
            {
                var expired = new ExpiredBackups(await session.Keys.DestroyExpiredBackupKeysAsync(cancellationToken));
                report.Print(expired, ToolJson.Default.ExpiredBackups, expired.Destroyed == 0 ? "No key of a backup had outlived its time." : $"{Report.Count(expired.Destroyed, "key")} of backups destroyed.");
                return ExitCode.Done;
            },
            needsBackupKeys: true));
        return command;
    }
}
