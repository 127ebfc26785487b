using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Canary.Tests.Capture;
using Raindrop.Canary.Tests.Search;
using Raindrop.Canary.Tests.Stores;
using Raindrop.Credentials;
using Raindrop.Derivation;
using Raindrop.Derivation.Tests.Stores;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Keys.KeyRing;
using Raindrop.Tenancy;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>A host with a vault, all that it shows noted, and every request of it within reach of a fault.</summary>
internal sealed class VaultWorld : IAsyncDisposable
{
    private readonly CanaryStore _store;
    private readonly HashSet<string> _called = [];
    private readonly ServiceProvider _services;
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("raindrop-canary-");
    private readonly ExceptionCapture _exceptions;
    private readonly TelemetryCapture _telemetry;
    private readonly IKeyProvider? _provider;
    private KeyRingKeyProvider? _ring;
    private ICredentialVault? _vault;

    private VaultWorld(CanaryStore store, Action<IServiceCollection>? more, IKeyProvider? provider)
    {
        (_store, _provider) = (store, provider);
        _exceptions = new ExceptionCapture(Captured);
        _telemetry = new TelemetryCapture(Captured);
        KeyRing = new KeyRingFile(KeyRingPath);
        KeyRing.Create();
        var services = Register();
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public Secrets Secrets { get; } = new();

    public Captured Captured { get; } = new();

    public FaultGate Gate { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    public KeyRingFile KeyRing { get; }

    public IDocumentServer Server => _store.Server;

    public IDerivationRunner Runner => _services.GetRequiredService<IDerivationRunner>();

    /// <summary>The vault, or what a test puts before it.</summary>
    public ICredentialVault Vault
    {
        get => Recorded.Of(_vault ?? _services.GetRequiredService<ICredentialVault>(), _called);
        set => _vault = value;
    }

    public ITenantKeys Keys => Recorded.Of(_services.GetRequiredService<ITenantKeys>(), _called);

    public ITenantKeyStore KeyStore => Recorded.Of(_services.GetRequiredService<ITenantKeyStore>(), _called);

    public IAuditTrail Audit => Recorded.Of(_services.GetRequiredService<IAuditTrail>(), _called);

    /// <summary>What removes a tenant's credentials.</summary>
    public ITenantData Removal => Recorded.Of(_services.GetServices<ITenantData>().Single(), _called);

    /// <summary>What there is to call, and was not.</summary>
    public IEnumerable<string> Uncalled =>
        new[] { Recorded.MethodsOf<ICredentialVault>(), Recorded.MethodsOf<ITenantKeys>(), Recorded.MethodsOf<ITenantKeyStore>(), Recorded.MethodsOf<IAuditTrail>(), Recorded.MethodsOf<ITenantData>() }.SelectMany(all => all).Except(_called);

    public HealthCheckService Health => _services.GetRequiredService<HealthCheckService>();

    /// <summary>What stands before the key provider.</summary>
    public SpyingProvider Spy { get; private set; } = null!;

    /// <summary>The folder of what is stored outside the databases: the key ring, the keys of backups, and the backups.</summary>
    public string Folder => _files.FullName;

    /// <summary>The options by which the command line finds all of it.</summary>
    public IReadOnlyList<string> ToolOptions => [.. _store.ToolOptions(Path.Combine(Folder, "couchdb")), "--keyring", KeyRingPath, "--backup-keys", BackupKeyPath];

    public string KeyRingPath => Path.Combine(Folder, "host.keyring");

    public string BackupKeyPath => Path.Combine(Folder, "backup.keys");

    /// <summary>Makes a world on a new store.</summary>
    /// <param name="kind">The kind of the store.</param>
    /// <param name="more">Adds to the host.</param>
    /// <param name="provider">The key provider; a key ring file where there is none.</param>
    public static async Task<VaultWorld> CreateAsync(string kind, Action<IServiceCollection>? more = null, IKeyProvider? provider = null)
    {
        var world = new VaultWorld(await CanaryStore.CreateAsync(kind), more, provider);
        await world._services.GetRequiredService<CredentialVaultDatabases>().EnsureCreatedAsync();
        // The provider is made when it is first needed.
        await world.Health.CheckHealthAsync();
        return world;
    }

    /// <summary>One of the vault's databases, past the gate.</summary>
    public IDocumentDatabase Database(VaultDatabase database) => _services.GetRequiredService<CredentialVaultDatabases>().Get(database);

    /// <summary>Waits for what waits for time to pass.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        var running = work();
        while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System)) != running) Time.Advance(TimeSpan.FromSeconds(1));
        await running;
    }

    /// <summary>Notes what somebody was given, as it prints and as a debugger shows it.</summary>
    public void Note(string where, object? given)
    {
        if (given is null) return;
        foreach (var line in DebuggerView.Of(given)) Captured.Add($"{where} gives {given.GetType().Name}", line);
    }

    /// <summary>Does what may be refused: what it says then was noted when it was thrown.</summary>
    public async Task RefusedAsync(Func<Task<object?>> work)
    {
        try
        {
            Note("what was to be refused", await work());
        }
        catch (Exception refused) when (refused is not Xunit.Sdk.XunitException)
        {
        }
    }

    /// <summary>Every secret and every key in every place where none is to be.</summary>
    /// <param name="except">The beginning of the names of places that do not count.</param>
    public IReadOnlyList<string> FindLeaks(string? except = null)
    {
        _telemetry.Observe();
        var search = new CanarySearch([.. Secrets.All, .. Spy.Keys, .. HostKeys()]);
        var shown = Captured.Find(_store.Password is { } password ? search.With(Search.Canary.Of("password of the store", Encoding.ASCII.GetBytes(password))) : search);
        if (except is not null) shown = [.. shown.Where(leak => !leak.Contains($" in {except}", StringComparison.Ordinal))];
        return [.. shown, .. StoredFiles.Find(_store.Folder, search), .. StoredFiles.Find(Folder, search, name => name == Path.GetFileName(KeyRingPath))];
    }

    /// <summary>Fails where there is one, and names all.</summary>
    public void CheckLeaks(string? except = null, string because = "") => string.Join('\n', FindLeaks(except)).Should().BeEmpty(because);

    /// <summary>How many bytes of the stores were searched.</summary>
    public long StoredBytes => StoredFiles.Size(_store.Folder);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _ring?.Dispose();
        _telemetry.Dispose();
        _exceptions.Dispose();
        Gate.Dispose();
        await _store.DisposeAsync();
        _files.Delete(recursive: true);
    }

    private ServiceCollection Register()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new LogCapture(Captured)));
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(_store.Server);
        foreach (var database in Enum.GetValues<VaultDatabase>())
            services.AddKeyedSingleton<IDocumentDatabase>(database, (_, _) => new GatedDatabase(Database(database), Gate));
        services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault
            .UseKeyProvider(_ => Spy = new SpyingProvider(_provider ?? (_ring = new KeyRingKeyProvider(new KeyRingOptions { Path = KeyRingPath }, Time)), Gate))
            .ConfigureKeys(keys => (keys.BackupKeyFile, keys.FreshFor) = (BackupKeyPath, TimeSpan.FromSeconds(15)))));
        services.AddHealthChecks().AddRaindropCredentialVault();
        return services;
    }

    private IEnumerable<Search.Canary> HostKeys()
    {
        using var ring = JsonDocument.Parse(File.ReadAllBytes(KeyRingPath));
        foreach (var key in ring.RootElement.GetProperty("keys").EnumerateArray())
        {
            if (key.TryGetProperty("key", out var bytes)) yield return Search.Canary.Of("key encryption key", bytes.GetBytesFromBase64());
        }
    }
}
