using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Credentials;
using Raindrop.Embedded;
using Raindrop.Keys.KeyRing;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Tests.Hosting;

/// <summary>A host as its users make it: a store, a key ring, a vault, and its keys looked after.</summary>
public sealed class KeyHostingTests : IDisposable
{
    private static readonly CredentialAccess Access = new("test");
    private readonly KeyHostFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_host_s_keys_are_rotated_rewrapped_backed_up_and_shredded_under_a_vault_that_goes_on()
    {
        using var host = await _folder.StartAsync();
        var (vault, keys) = (host.Services.GetRequiredService<ICredentialVault>(), host.Services.GetRequiredService<ITenantKeyStore>());
        var (reference, other) = (new CredentialReference(TenantId.New(), "mail.imap", "import"), new CredentialReference(TenantId.New(), "mail.imap", "import"));
        foreach (var one in new[] { reference, other }) await StoreAsync(vault, one);

        var ring = new KeyRingFile(_folder.KeyRing);
        var first = ring.List()[0].Id;
        ring.Promote(ring.Add().Id);
        (await keys.RewrapAsync(null, Stop)).Should().Match<KeyRewrap>(done => done.IsComplete && done.Rewrapped == 2);
        ring.Retire(first);
        (await OpenAsync(vault, reference)).Should().Be("secret");
        (await _folder.Time.RunAsync(keys.RotateAsync(reference.Tenant, null, Stop))).Should().Match<TenantKeyRotation>(done => done.IsComplete && done.Resealed == 1);
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
    public async Task A_host_without_the_file_uses_keys_and_leaves_what_needs_it_to_others()
    {
        using var host = await _folder.StartAsync(configure: options => options.BackupKeyFile = null);
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
        var start = () => _folder.StartAsync(configure: options =>
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
        builder.Services.AddEmbeddedStore(options => options.Folder = _folder.Path);
        builder.Services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault.ConfigureKeys(options => options.BackupKeyFile = _folder.BackupKeys)));
        using var host = builder.Build();
        var start = () => host.StartAsync(Stop);

        (await start.Should().ThrowAsync<OptionsValidationException>()).WithMessage("*UseKeyRingFile*");
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
}
