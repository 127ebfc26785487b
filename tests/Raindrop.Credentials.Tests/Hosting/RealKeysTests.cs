using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Keys;
using Raindrop.Keys.KeyRing;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Hosting;

/// <summary>Two whole hosts on the same databases: vault, trail, key store and key ring as a host has them.</summary>
public sealed class RealKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-vault-host-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
    private readonly CredentialReference _imap = new(TenantId.New(), "mail.imap", "import");

    public RealKeysTests() => new KeyRingFile(RingPath).Create();

    [Fact]
    public async Task A_tenant_goes_through_its_life_on_two_hosts()
    {
        using var first = NewHost();
        using var second = NewHost();
        await first.StartAsync(TestContext.Current.CancellationToken);
        await second.StartAsync(TestContext.Current.CancellationToken);
        var keys = first.Services.GetRequiredService<ITenantKeyStore>();
        using var credential = VaultWorld.Password("first");
        await VaultOf(first).StoreAsync(_imap, credential, VaultWorld.Access);
        (await OpenAsync(second)).Should().Be("first");
        var before = await KeyIdAsync(first);

        var rotation = await InFastTimeAsync(keys.RotateAsync(_imap.Tenant).AsTask());
        rotation.Should().BeEquivalentTo(new { IsNewKey = true, IsComplete = true, Resealed = 1L, Left = 0L, Unreadable = 0L });
        (await KeyIdAsync(first)).Should().Be(rotation.KeyId).And.NotBe(before);
        (await OpenAsync(second)).Should().Be("first");

        await keys.SuspendAsync(_imap.Tenant);
        _time.Advance(ITenantKeyStore.PropagationBound);
        await RefusedAsync(first, TenantKeyFailure.Suspended);
        await RefusedAsync(second, TenantKeyFailure.Suspended);
        await keys.ResumeAsync(_imap.Tenant);
        _time.Advance(ITenantKeyStore.PropagationBound);
        (await OpenAsync(second)).Should().Be("first");

        var copy = await first.Services.GetRequiredKeyedService<IDocumentDatabase>(VaultDatabase.Credentials).GetAsync(new DocumentReference(RecordId));
        await keys.ShredAsync(_imap.Tenant);
        _time.Advance(ITenantKeyStore.PropagationBound);
        await RefusedAsync(first, TenantKeyFailure.Shredded);
        await RefusedAsync(second, TenantKeyFailure.Shredded);
        copy.Should().NotBeNull("a copy of the record is left, and nobody opens it");

        var audit = second.Services.GetRequiredService<IAuditTrail>();
        (await audit.VerifyAsync(_imap.Tenant)).IsIntact.Should().BeTrue();
        (await audit.ReadAsync(_imap.Tenant).Select(entry => $"{entry.Note.Action} {entry.Note.Outcome}").ToListAsync()).Should().Equal(
            "Store Requested", "Store Done", "Open Done", "Reseal Requested", "Reseal Done", "Open Done", "Open NoKey", "Open NoKey", "Open Done", "Open NoKey", "Open NoKey");
        _time.Advance(TimeSpan.FromDays(366));
        await UntilAsync(async () => !await audit.ListTenantsAsync().AnyAsync());
        await first.StopAsync(TestContext.Current.CancellationToken);
        await second.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string RingPath => Path.Combine(_folder, "host.keyring");

    private string RecordId => $"rd.credential:{_imap.Tenant}/mail.imap";

    private static ICredentialVault VaultOf(IHost host) => host.Services.GetRequiredService<ICredentialVault>();

    private IHost NewHost()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddEmbeddedStore(options => (options.Folder, options.FlushesWrites) = (Path.Combine(_folder, "data"), false));
        builder.Services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault
            .UseKeyRingFile(RingPath)
            .ConfigureKeys(options => options.BackupKeyFile = Path.Combine(_folder, "backup.keys"))));
        return builder.Build();
    }

    private async Task<string> OpenAsync(IHost host)
    {
        using var lease = await VaultOf(host).OpenAsync(_imap, VaultWorld.Access);
        return lease.Credential.Value.RevealAsString();
    }

    private async Task RefusedAsync(IHost host, TenantKeyFailure failure) =>
        (await FluentActions.Awaiting(() => OpenAsync(host)).Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(failure);

    private async Task<string> KeyIdAsync(IHost host)
    {
        var document = await host.Services.GetRequiredKeyedService<IDocumentDatabase>(VaultDatabase.Credentials).GetAsync(new DocumentReference(RecordId));
        using var json = JsonDocument.Parse(document!.Content);
        return json.RootElement.GetProperty("tenant_key").GetString()!;
    }

    private async Task<T> InFastTimeAsync<T>(Task<T> work)
    {
        await UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(work.IsCompleted);
        });
        return await work;
    }

    private static async Task UntilAsync(Func<Task<bool>> isDone)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isDone()) await Task.Delay(10, patience.Token);
    }
}
