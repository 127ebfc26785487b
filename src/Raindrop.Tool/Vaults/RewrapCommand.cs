using System.CommandLine;
using Raindrop.Keys;
using Raindrop.Tenancy;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Vaults;

/// <summary>Wraps all keys under the current key encryption key.</summary>
internal static class RewrapCommand
{
    private const int MostNamed = 10;

    public static ToolCommand Create(VaultActions actions)
    {
        var without = new Option<bool>("--without-backup-keys") { Description = "There is no file of the keys of backups. Where there is one and it is left out, its backups cannot be read once the old key encryption key is gone." };
        var command = new ToolCommand(
            "rotate-key-encryption-key",
            "Wrap the keys of all tenants, and those of backups, under the key encryption key that is current now. No credential is written. Stopped, it goes on where it was.",
            "raindrop keyring promote kek-abcdefghijklmnop",
            "raindrop vault rotate-key-encryption-key --backup-keys /var/lib/raindrop/backup-keys",
            "# to move from a key ring to a token; from a token likewise, with --earlier-pkcs11-library and what belongs to it",
            "raindrop vault rotate-key-encryption-key --backup-keys /var/lib/raindrop/backup-keys --earlier-keyring /etc/raindrop/host.keyring \\",
            "    --pkcs11-library /usr/lib/softhsm/libsofthsm2.so --pkcs11-token raindrop --pkcs11-pin-file /etc/raindrop/token.pin") { without };
        command.SetAction(actions.Make(
            async (session, report, result, cancellationToken) =>
            {
                if (!result.GetValue(without)) actions.BackupKeys.Require(result);
                KeyRewrap done;
                using (var progress = new ProgressLine<KeyRewrap>(actions.Console, soFar => $"{Report.Count(soFar.Tenants, "tenant")} seen, {Report.Count(soFar.Rewrapped, "key")} wrapped anew"))
                    done = await session.Keys.RewrapAsync(progress, cancellationToken);
                report.Print(done, ToolJson.Default.KeyRewrap, [.. Lines(done, actions.HasEarlierProvider(result), actions.BackupKeys.IsNamed(result))]);
                return done is { IsComplete: true, Refused.Count: 0, RefusedBackupKeys: 0 } ? ExitCode.Done : ExitCode.Failed;
            },
            needsProvider: true));
        return command;
    }

    private static IEnumerable<string> Lines(KeyRewrap done, bool hasEarlier, bool hasBackupKeys)
    {
        yield return $"{Report.Count(done.Tenants, "tenant")} seen, {Report.Count(done.Rewrapped, "key")} wrapped anew under {done.KeyEncryptionKeyId}.";
        if (done.Refused.Count > 0) yield return $"The provider refuses keys of {Report.Count(done.Refused.Count, "tenant")}, or their documents are damaged: {Named(done.Refused)}.";
        if (done.RefusedBackupKeys > 0) yield return $"The provider refuses {Report.Count(done.RefusedBackupKeys, "key")} of backups: these backups cannot be read.";
        if (!hasBackupKeys) yield return "The keys of backups were not looked at: backups from before cannot be read without what wrapped their keys.";
        yield return done switch
        {
            { IsComplete: false } => "Other hosts still wrap under another key encryption key: bring them the current one, then run the command again.",
            { Refused.Count: > 0 } or { RefusedBackupKeys: > 0 } => "Keep the old key encryption key: see whether the right key provider is named, and with --earlier-keyring or --earlier-pkcs11-library the one that the vault had before, restore what is damaged from a backup, and run the command again.",
            _ when hasEarlier => "The current key provider unwraps every key by itself: once every host wraps with it, the earlier one can be given up. Back the keys up first: older backups need the earlier one.",
            _ => "No key is under another key encryption key: once every host knows the current one, the old one can be retired.",
        };
    }

    private static string Named(IReadOnlyList<TenantId> tenants) => tenants.Count <= MostNamed
        ? string.Join(", ", tenants)
        : $"{string.Join(", ", tenants.Take(MostNamed))} and {Report.Number(tenants.Count - MostNamed)} more (--json names all)";
}
