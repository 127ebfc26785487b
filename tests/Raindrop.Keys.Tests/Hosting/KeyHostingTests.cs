using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Credentials;
using Raindrop.Embedded;
using Raindrop.Hosting;
using Raindrop.Keys.KeyRing;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Tests.Hosting;

/// <summary>A host as its users make it: a store, a key ring, a vault, and its keys looked after.</summary>
public sealed class KeyHostingTests : IDisposable
{
    private static readonly CredentialAccess Access = new("test");
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-key-host-").FullName;
    private readonly TestClock _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string BackupKeyFile => Path.Combine(_folder, "backup.keys");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_host_s_keys_are_rotated_rewrapped_backed_up_and_shredded_under_a_vault_that_goes_on()
    {
        using var host = await StartAsync();
        var (vault, keys) = (host.Services.GetRequiredService<ICredentialVault>(), host.Services.GetRequiredService<ITenantKeyStore>());
        var (reference, other) = (new CredentialReference(TenantId.New(), "mail.imap", "import"), new CredentialReference(TenantId.New(), "mail.imap", "import"));
        foreach (var one in new[] { reference, other }) await StoreAsync(vault, one);

        var ring = new KeyRingFile(RingPath);
        var first = ring.List()[0].Id;
        ring.Promote(ring.Add().Id);
        (await keys.RewrapAsync(null, Stop)).Should().Match<KeyRewrap>(done => done.IsComplete && done.Rewrapped == 2);
        ring.Retire(first);
        (await OpenAsync(vault, reference)).Should().Be("secret");
        (await _time.RunAsync(keys.RotateAsync(reference.Tenant, null, Stop))).Should().Match<TenantKeyRotation>(done => done.IsComplete && done.Resealed == 1);
        (await OpenAsync(vault, reference)).Should().Be("secret");

        using var backup = new MemoryStream();
        (await keys.BackUpAsync(backup, Stop)).Tenants.Should().Be(2);
        await keys.ShredAsync(reference.Tenant, Stop);
        (await keys.RestoreAsync(backup, Stop)).Should().Match<KeyRestore>(done => done.StayShredded == 1 && done.Kept == 1);

        (await FluentActions.Awaiting(() => OpenAsync(vault, reference)).Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(TenantKeyFailure.Shredded);
        (await OpenAsync(vault, other)).Should().Be("secret");
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task Keys_of_backups_are_destroyed_by_the_host_itself_when_their_time_is_over()
    {
        using var host = await StartAsync();
        var made = await host.Services.GetRequiredService<ITenantKeyStore>().BackUpAsync(new MemoryStream(), Stop);
        (await File.ReadAllTextAsync(BackupKeyFile, Stop)).Should().Contain("wrapped");

        _time.Advance(made.ReadableUntil - _time.GetUtcNow());

        await UntilAsync(async () => !(await File.ReadAllTextAsync(BackupKeyFile, Stop)).Contains("wrapped", StringComparison.Ordinal));
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task They_are_destroyed_at_their_time_and_not_an_hour_after()
    {
        using var host = await StartAsync();
        _time.Advance(TimeSpan.FromMinutes(10));
        var made = await host.Services.GetRequiredService<ITenantKeyStore>().BackUpAsync(new MemoryStream(), Stop);
        _time.Advance(made.ReadableUntil - _time.GetUtcNow() - TimeSpan.FromSeconds(90));
        (await File.ReadAllTextAsync(BackupKeyFile, Stop)).Should().Contain("wrapped");

        for (var second = 0; second < 90; second++)
        {
            await Task.Delay(2, Stop);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await UntilAsync(async () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            return !(await File.ReadAllTextAsync(BackupKeyFile, Stop)).Contains("wrapped", StringComparison.Ordinal);
        });
        _time.GetUtcNow().Should().BeWithin(TimeSpan.FromSeconds(1)).After(made.ReadableUntil);
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task Health_says_when_they_are_not_and_when_they_are_again()
    {
        using var host = await StartAsync(services => services.AddHealthChecks().AddRaindropCredentialVault());
        await host.Services.GetRequiredService<ITenantKeyStore>().BackUpAsync(new MemoryStream(), Stop);
        (await HealthAsync(host)).Status.Should().Be(HealthStatus.Healthy);
        var content = await File.ReadAllBytesAsync(BackupKeyFile, Stop);
        await File.WriteAllTextAsync(BackupKeyFile, "{}", Stop);

        await UntilAsync(async () =>
        {
            _time.Advance(TimeSpan.FromHours(1));
            return (await HealthAsync(host)).Status == HealthStatus.Unhealthy;
        });
        (await HealthAsync(host)).Description.Should().Contain("not destroyed").And.Contain("damaged");
        await File.WriteAllBytesAsync(BackupKeyFile, content, Stop);
        await UntilAsync(async () =>
        {
            _time.Advance(TimeSpan.FromHours(1));
            return (await HealthAsync(host)).Status == HealthStatus.Healthy;
        });
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task A_host_without_the_file_uses_keys_and_leaves_what_needs_it_to_others()
    {
        using var host = await StartAsync(configure: options => options.BackupKeyFile = null);
        var keys = host.Services.GetRequiredService<ITenantKeyStore>();
        var reference = new CredentialReference(TenantId.New(), "mail.imap", "import");
        await StoreAsync(host.Services.GetRequiredService<ICredentialVault>(), reference);

        foreach (var call in new Func<Task>[]
        {
            async () => await keys.BackUpAsync(new MemoryStream(), Stop),
            async () => await keys.RestoreAsync(new MemoryStream(), Stop),
            async () => await keys.ShredAsync(reference.Tenant, Stop),
            async () => await keys.DestroyExpiredBackupKeysAsync(Stop),
        })
            (await call.Should().ThrowAsync<KeyBackupException>()).Which.Failure.Should().Be(KeyBackupFailure.NotConfigured);
        (await keys.RewrapAsync(null, Stop)).IsComplete.Should().BeTrue();
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task Options_that_are_wrong_are_all_told_before_the_host_starts()
    {
        var start = () => StartAsync(configure: options =>
        {
            options.FreshFor = TimeSpan.FromSeconds(46);
            options.UnwrapAgainAfter = TimeSpan.FromDays(2);
            options.CachedTenants = 0;
            options.BackupKeyFile = " ";
            options.BackupLifetime = TimeSpan.FromHours(23);
        });

        var failures = (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures;
        failures.Should().HaveCount(5);
        string.Join('\n', failures).Should().ContainAll("FreshFor", "45 seconds", "UnwrapAgainAfter", "CachedTenants", "BackupKeyFile", "BackupLifetime");
    }

    [Fact]
    public async Task A_host_without_a_key_provider_is_told_so()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddEmbeddedStore(options => options.Folder = _folder);
        builder.Services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault.ConfigureKeys(options => options.BackupKeyFile = BackupKeyFile)));
        using var host = builder.Build();
        var start = () => host.StartAsync(Stop);

        (await start.Should().ThrowAsync<OptionsValidationException>()).WithMessage("*UseKeyRingFile*");
    }

    private string RingPath => Path.Combine(_folder, "host.keyring");

    private async Task<IHost> StartAsync(Action<IServiceCollection>? add = null, Action<TenantKeyOptions>? configure = null)
    {
        new KeyRingFile(RingPath).Create();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddEmbeddedStore(options => (options.Folder, options.FlushesWrites) = (Path.Combine(_folder, "data"), false));
        builder.Services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault.UseKeyRingFile(RingPath).ConfigureKeys(options =>
        {
            options.BackupKeyFile = BackupKeyFile;
            options.FreshFor = KeyHost.FreshFor;
            configure?.Invoke(options);
        })));
        add?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync(Stop);
        return host;
    }

    private static async Task<(HealthStatus Status, string? Description)> HealthAsync(IHost host)
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop);
        return (report.Entries["raindrop-credential-vault-backup-keys"].Status, report.Entries["raindrop-credential-vault-backup-keys"].Description);
    }

    private static async Task StoreAsync(ICredentialVault vault, CredentialReference reference)
    {
        using var credential = new Credential { Kind = CredentialKind.Password, Endpoint = new CredentialEndpoint("imaps", "mail.example", 993), UserName = "ada", Value = Secret.FromText("secret") };
        await vault.StoreAsync(reference, credential, Access, Stop);
    }

    private static async Task<string> OpenAsync(ICredentialVault vault, CredentialReference reference)
    {
        using var lease = await vault.OpenAsync(reference, Access, Stop);
        return lease.Credential.Value.RevealAsString();
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 500; i++)
        {
            if (await condition()) return;
            await Task.Delay(10);
        }

        (await condition()).Should().BeTrue("it comes to pass within seconds");
    }
}
