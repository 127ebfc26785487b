using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Vaults;

/// <summary>Looks after a credential vault.</summary>
internal static class VaultCommands
{
    public static ToolCommand Create(ToolConsole console)
    {
        var options = new VaultOptions();
        var command = new ToolCommand(
            "vault",
            "Look after the keys of tenants, their backups and the audit trail. No command opens a credential.",
            "export RAINDROP_COUCHDB=http://localhost:5984 RAINDROP_KEYRING=/etc/raindrop/host.keyring",
            "raindrop vault list --couchdb-credentials /etc/raindrop/couchdb",
            "raindrop vault list --embedded .mailroom/store");
        options.AddTo(command);
        var actions = new VaultActions(console, options);
        command.Subcommands.Add(ListCommand.Create(actions));
        command.Subcommands.Add(RewrapCommand.Create(actions));
        command.Subcommands.Add(RotateCommand.Create(actions));
        command.Subcommands.Add(SuspensionCommands.Suspend(actions));
        command.Subcommands.Add(SuspensionCommands.Resume(actions));
        command.Subcommands.Add(ShredCommand.Create(actions));
        command.Subcommands.Add(BackUpCommand.Create(actions));
        command.Subcommands.Add(RestoreCommand.Create(actions));
        command.Subcommands.Add(ExpireBackupsCommand.Create(actions));
        command.Subcommands.Add(AuditCommands.Create(actions));
        return command;
    }
}
