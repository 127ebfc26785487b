using System.CommandLine;
using Raindrop.Keys;
using Raindrop.Tool.Commands;

namespace Raindrop.Tool.Vaults;

/// <summary>The options that name the file of the keys of backups.</summary>
internal sealed class BackupKeyOptions
{
    private const string Variable = "RAINDROP_BACKUP_KEYS";
    private const int MostDays = 100_000;
    private readonly Option<string> _file = new("--backup-keys") { Description = $"The file of the keys that backups are encrypted under: the hosts' TenantKeyOptions.BackupKeyFile. It may also stand in {Variable}.", HelpName = "path", Recursive = true };
    private readonly Option<int?> _lifetime = new("--backup-lifetime") { Description = "How long a backup can be read at most: the hosts' TenantKeyOptions.BackupLifetime. A shorter time than before destroys keys that are there. Default: 30 for a key that is made, and what was said before for the others.", HelpName = "days", Recursive = true };

    public void AddTo(Command command)
    {
        command.Options.Add(_file);
        command.Options.Add(_lifetime);
    }

    /// <summary>Whether a file is named.</summary>
    public bool IsNamed(ParseResult result) => PathOf(result) is not null;

    /// <exception cref="UsageException">No file is named.</exception>
    public void Require(ParseResult result)
    {
        if (!IsNamed(result)) throw new UsageException($"Name the file of the keys of backups: --backup-keys, or {Variable}. It is the one that the hosts use.");
    }

    public void Apply(ParseResult result, TenantKeyOptions options)
    {
        options.BackupKeyFile = PathOf(result);
        options.ShortensBackupKeys = result.GetValue(_lifetime) is not null;
        // What is too long for a time at all is no better than what is too long for a backup, which the options say.
        if (result.GetValue(_lifetime) is { } days) options.BackupLifetime = TimeSpan.FromDays(Math.Clamp(days, -MostDays, MostDays));
    }

    private string? PathOf(ParseResult result) => result.GetValue(_file) ?? Environment.GetEnvironmentVariable(Variable);
}
