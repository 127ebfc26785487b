using System.CommandLine;
using Raindrop.Keys;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Vaults;

/// <summary>Writes a backup of the key store.</summary>
internal static class BackUpCommand
{
    public static ToolCommand Create(VaultActions actions)
    {
        var path = new Argument<string>("file") { Description = "The backup. A file that is there is not overwritten." };
        var command = new ToolCommand(
            "backup",
            "Back the keys of all tenants up, still wrapped, into a file that is encrypted under a key that is destroyed in time.",
            "raindrop vault backup keys-$(date +%F).backup --backup-keys /var/lib/raindrop/backup-keys") { path };
        command.SetAction(actions.Make(
            async (session, report, result, cancellationToken) =>
            {
                var backup = await WriteAsync(session.Keys, result.GetRequiredValue(path), cancellationToken);
                report.Print(
                    backup,
                    ToolJson.Default.KeyBackup,
                    $"The keys of {Report.Count(backup.Tenants, "tenant")} are in the backup, as they were at {Report.Date(backup.BegunAt)} or later.{Unreadable(backup)}",
                    $"It can be read until {Report.Date(backup.ReadableUntil)}, with the file of backup keys, which belongs into no backup.");
                return ExitCode.Done;
            },
            needsProvider: true,
            needsBackupKeys: true));
        return command;
    }

    private static string Unreadable(KeyBackup backup) =>
        backup.Unreadable == 0 ? "" : $" The documents of {Report.Count(backup.Unreadable, "tenant")} are unreadable, and not in it: restore them from an older backup.";

    // Under another name until it is whole, so that nobody takes a part of a backup for one.
    private static async Task<KeyBackup> WriteAsync(ITenantKeyStore keys, string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path)) throw new UsageException($"{path} is there, and is not overwritten: choose another name.");
        var unfinished = path + ".unfinished";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            KeyBackup backup;
            await using (var file = new FileStream(unfinished, options))
            {
                backup = await keys.BackUpAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: false);
            return backup;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
