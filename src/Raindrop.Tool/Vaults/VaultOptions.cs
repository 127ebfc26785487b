using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Credentials;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Vaults;

/// <summary>The options that all commands of a vault have.</summary>
internal sealed class VaultOptions
{
    private static readonly CredentialVaultOptions Defaults = new();
    private readonly StoreOptions _store = new("--", "RAINDROP_COUCHDB", "the vault's databases");
    private readonly StoreOptions _keyStore = new("--keys-", "RAINDROP_KEYS_COUCHDB", "the tenants' keys, where they are on a server of their own");
    private readonly ProviderOptions _provider = new();
    private readonly Option<string> _keys = Name("--key-database", "the tenants' keys", Defaults.KeyDatabase);
    private readonly Option<string> _credentials = Name("--credential-database", "the sealed credentials", Defaults.CredentialDatabase);
    private readonly Option<string> _audit = Name("--audit-database", "the audit trail", Defaults.AuditDatabase);

    public BackupKeyOptions BackupKeys { get; } = new();

    /// <summary>Whether an earlier key provider is named.</summary>
    public bool HasEarlierProvider(ParseResult result) => _provider.HasEarlier(result);

    public void AddTo(Command command)
    {
        _store.AddTo(command);
        _keyStore.AddTo(command);
        foreach (var option in (Option[])[_keys, _credentials, _audit]) command.Options.Add(option);
        _provider.AddTo(command);
        BackupKeys.AddTo(command);
        command.Options.Add(Report.Option);
    }

    /// <summary>Opens the vault. Nothing is asked of a server yet.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="time">The clock.</param>
    /// <param name="needsProvider">Whether the command does not work without a key provider.</param>
    /// <exception cref="UsageException">Something is missing.</exception>
    public VaultSession Open(ParseResult result, TimeProvider time, bool needsProvider)
    {
        var server = _store.Open(result, time) ?? throw new UsageException("Name the vault's store: --couchdb (or RAINDROP_COUCHDB), or --embedded.");
        var keyServer = _keyStore.Open(result, time);
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddSingleton(_ => server);
        services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault =>
        {
            vault.Configure(options => (options.KeyDatabase, options.CredentialDatabase, options.AuditDatabase) = (result.GetRequiredValue(_keys), result.GetRequiredValue(_credentials), result.GetRequiredValue(_audit)));
            vault.ConfigureKeys(options => BackupKeys.Apply(result, options));
            if (keyServer is not null) vault.UseServer(VaultDatabase.Keys, _ => keyServer);
            _provider.Apply(vault, result, needsProvider);
        }));
        return new VaultSession(services.BuildServiceProvider());
    }

    private static Option<string> Name(string option, string what, string name) =>
        new(option) { Description = $"The name of the database of {what}.", HelpName = "name", Recursive = true, DefaultValueFactory = _ => name };
}
