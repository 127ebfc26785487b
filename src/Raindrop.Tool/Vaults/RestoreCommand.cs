using System.CommandLine;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Vaults;

/// <summary>Brings the key store back from a backup.</summary>
internal static class RestoreCommand
{
    public static ToolCommand Create(VaultActions actions)
    {
        var path = new Argument<string>("file") { Description = "The backup." };
        var command = new ToolCommand(
            "restore",
            "Bring back what the key store lost. Keys that are there and whole are kept, and a tenant that was shredded stays so. Databases that are missing are created.",
            "raindrop vault restore keys-2026-01-31.backup --backup-keys /var/lib/raindrop/backup-keys") { path };
        command.SetAction(actions.Make(
            async (session, report, result, cancellationToken) =>
            {
                using var backup = File.OpenRead(result.GetRequiredValue(path));
                await session.Databases.EnsureCreatedAsync(cancellationToken);
                var done = await session.Keys.RestoreAsync(backup, cancellationToken);
                report.Print(
                    done,
                    ToolJson.Default.KeyRestore,
                    $"{Report.Count(done.Tenants, "tenant")} in the backup: {Report.Number(done.Restored)} restored, {Report.Number(done.Replaced)} replaced, {Report.Number(done.Merged)} given older keys, {Report.Number(done.Kept)} kept as they are, {Report.Number(done.StayShredded)} stay shredded.");
                if (done.Refused > 0) report.Say($"The provider refuses the keys of {Report.Count(done.Refused, "tenant")}, and another one may have wrapped them, so nothing was changed of them: see whether the right key provider is named, and with --earlier-keyring or --earlier-pkcs11-library the one that the vault had before, and restore again. A document that none of them wrapped comes back once it is deleted; 'raindrop vault list --json' shows which key encryption key each names.");
                if (done.Merged > 0) report.Say("Rotate the tenants that were given older keys, once their credentials are restored: 'raindrop vault list' shows which have others.");
                return done.Refused == 0 ? ExitCode.Done : ExitCode.Failed;
            },
            needsProvider: true,
            needsBackupKeys: true));
        return command;
    }
}
