using Microsoft.Extensions.DependencyInjection;
using Raindrop.CouchDb;
using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Keys.KeyRing;
using Raindrop.Tenancy;
using Raindrop.TestServers;

namespace Raindrop.Tool.Tests;

/// <summary>A vault with credentials, as a host has it, and the options that name it on the command line.</summary>
internal sealed class TestVault : IAsyncDisposable
{
    public const string Password = "correct-horse-battery-staple";
    private static readonly CredentialAccess Access = new("test");
    private readonly ToolFolder _folder = new();
    private readonly string _prefix = $"rd-tool-{Guid.NewGuid():n}";
    private readonly TestServer? _server;
    private ServiceProvider _services;

    private TestVault(TestServer? server)
    {
        _server = server;
        Ring = new KeyRingFile(KeyRing);
        Ring.Create();
        _services = Build();
    }

    public static IReadOnlyList<string> Stores => ["embedded", RealServers.Names[0]];

    public KeyRingFile Ring { get; }

    /// <summary>Whether the store removes from its files what was replaced, without which nothing is destroyed.</summary>
    public async Task<bool> CompactsAsync() => (await Server.GetInfoAsync()).Capabilities.HasFlag(StoreCapabilities.Compaction);

    public string KeyRing => _folder.PathOf("host.keyring");

    public string BackupKeys => _folder.PathOf("backup-keys");

    public string BackupFile => _folder.PathOf("keys.backup");

    public ToolFolder Folder => _folder;

    public ICredentialVault Vault => _services.GetRequiredService<ICredentialVault>();

    public IAuditTrail Audit => _services.GetRequiredService<IAuditTrail>();

    public IDocumentServer Server => _services.GetRequiredService<IDocumentServer>();

    /// <summary>What the options of every command are.</summary>
    public string[] Options => [.. Store, "--key-database", Keys, "--credential-database", Credentials, "--audit-database", Trail, "--keyring", KeyRing, "--backup-keys", BackupKeys];

    public string Keys => $"{_prefix}-keys";

    public string Trail => $"{_prefix}-audit";

    private string Credentials => $"{_prefix}-credentials";

    private string[] Store => _server is null ? ["--embedded", _folder.PathOf("store")] : ["--couchdb", _server.Address.ToString(), "--couchdb-credentials", _folder.PathOf("couchdb")];

    public static async Task<TestVault> CreateAsync(string store = "embedded")
    {
        var vault = new TestVault(store == "embedded" ? null : await RealServers.GetAsync(store));
        if (vault._server is { } server) vault._folder.WritePrivate("couchdb", $"{server.UserName}:{server.Password}\n");
        await vault._services.GetRequiredService<CredentialVaultDatabases>().EnsureCreatedAsync();
        return vault;
    }

    public Task<ToolResult> RunAsync(params string[] command) => ToolProcess.RunAsync([.. command, .. Options]);

    public async Task<TenantId> StoreAsync(params string[] names)
    {
        var tenant = TenantId.New();
        foreach (var name in names.Length == 0 ? ["mail.imap"] : names)
        {
            using var credential = new Credential { Kind = CredentialKind.Password, Endpoint = new CredentialEndpoint("imaps", "mail.example", 993), Value = Secret.FromText(Password) };
            await Vault.StoreAsync(new CredentialReference(tenant, name, "import"), credential, Access);
        }

        return tenant;
    }

    public async Task<string> OpenAsync(TenantId tenant, string name = "mail.imap")
    {
        using var lease = await Vault.OpenAsync(new CredentialReference(tenant, name, "import"), Access);
        return lease.Credential.Value.RevealAsString();
    }

    /// <summary>Another host on the same store, which remembers nothing.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) foreach (var name in (string[])[Keys, Credentials, Trail]) await Server.DeleteDatabaseAsync(name);
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        if (_server is { } server) services.AddCouchDb(options => options.Endpoint = server.Endpoint);
        else services.AddEmbeddedStore(options => (options.Folder, options.FlushesWrites) = (_folder.PathOf("store"), false));
        services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault
            .UseKeyRingFile(KeyRing)
            .Configure(options => (options.KeyDatabase, options.CredentialDatabase, options.AuditDatabase) = (Keys, Credentials, Trail))
            .ConfigureKeys(options => options.BackupKeyFile = BackupKeys)));
        return services.BuildServiceProvider();
    }
}
