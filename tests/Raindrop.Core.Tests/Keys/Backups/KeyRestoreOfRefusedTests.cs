using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Keys;
using Raindrop.Keys.Providers;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Backups;

/// <summary>What restoring does about a document whose keys cannot be used: the backup's takes its place only where no other provider can have wrapped them.</summary>
public sealed class KeyRestoreOfRefusedTests : IDisposable
{
    private static readonly KeyRestore Nothing = new() { Tenants = 0, Restored = 0, Replaced = 0, Merged = 0, Kept = 0, Refused = 0, StayShredded = 0 };
    private readonly KeyWorld _world = new();
    private readonly MemoryKeyProvider _other = new();

    public KeyRestoreOfRefusedTests()
    {
        _other.Add("other1");
        _other.Current = "other1";
    }

    private TenantId Tenant => _world.Tenant;

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("damaged")]
    [InlineData("substituted")]
    [InlineData("relabelled")]
    public async Task A_document_that_cannot_be_used_is_replaced(string kind)
    {
        await _world.Notes.WriteAsync(_world.NewHost().Keys, Tenant, "note", "text");
        using var backup = await _world.BackUpAsync();
        var document = TenantKeyJson.TryParse(Tenant, _world.Raw(Tenant).Content)!;
        var broken = document with { Keys = [document.Current with { Wrapped = kind == "relabelled" ? document.Current.Wrapped with { KeyEncryptionKeyId = "kek0" } : new WrappedKey("kek1", new byte[98]) }] };
        _world.Plant(Tenant, kind == "damaged" ? "{}"u8.ToArray() : TenantKeyJson.Write(broken));

        (await RestoreAsync(backup)).Should().Be(Nothing with { Tenants = 1, Replaced = 1 });
        (await _world.Notes.ReadAsync(_world.NewHost().Keys, Tenant, "note")).Should().Be("text");
    }

    [Fact]
    public async Task A_document_is_left_alone_where_the_provider_refuses_that_of_the_backup_too()
    {
        await _world.Notes.WriteAsync(_world.NewHost().Keys, Tenant, "old", "text");
        using var backup = await _world.BackUpAsync();
        await _world.RunAsync(_world.NewHost().Store.RotateAsync(Tenant));
        await _world.Notes.WriteAsync(_world.NewHost().Keys, Tenant, "new", "text");
        // As a provider does that has wrapped the backup's key, but none of the tenants' yet.
        var unwraps = 0;
        _world.Provider.Before = (_, _) => ++unwraps > 1 ? throw new KeyRefusedException() : Task.CompletedTask;

        (await RestoreAsync(backup)).Should().Be(Nothing with { Tenants = 1, Refused = 1 });
        _world.Provider.Before = (_, _) => Task.CompletedTask;
        (await _world.Notes.ReadAsync(_world.NewHost().Keys, Tenant, "new")).Should().Be("text");
        (await RestoreAsync(backup)).Should().Be(Nothing with { Tenants = 1, Merged = 1 });
    }

    [Fact]
    public async Task A_document_is_left_alone_where_another_provider_may_have_wrapped_it_though_that_of_the_backup_is_accepted()
    {
        var both = new CurrentAndEarlierKeyProviders(_other, [_world.Provider]);
        await _world.Notes.WriteAsync(_world.NewHost().Keys, Tenant, "note", "text");
        using var backup = await _world.BackUpAsync();
        await _world.RunAsync(_world.NewHost(provider: both).Store.RotateAsync(Tenant));

        (await RestoreAsync(backup)).Should().Be(Nothing with { Tenants = 1, Refused = 1 }, "the key that it has now is nowhere else");
        (await _world.Notes.ReadAsync(_world.NewHost(provider: both).Keys, Tenant, "note")).Should().Be("text");
        (await _world.NewHost(provider: both).Store.RestoreAsync(backup)).Should().Be(Nothing with { Tenants = 1, Merged = 1 });
    }

    [Fact]
    public async Task A_document_that_cannot_be_used_and_names_the_current_key_is_replaced_from_a_backup_under_an_older_one()
    {
        await _world.Notes.WriteAsync(_world.NewHost().Keys, Tenant, "note", "text");
        using var backup = await _world.BackUpAsync();
        _world.Promote("kek2");
        var document = KeyWorld.Parse(_world.Raw(Tenant));
        _world.Plant(Tenant, TenantKeyJson.Write(document with { Keys = [document.Current with { Wrapped = new WrappedKey("kek2", new byte[98]) }] }));

        (await RestoreAsync(backup)).Should().Be(Nothing with { Tenants = 1, Replaced = 1 });
        (await _world.Notes.ReadAsync(_world.NewHost().Keys, Tenant, "note")).Should().Be("text");
    }

    [Fact]
    public async Task A_document_whose_key_the_provider_lacks_is_left_alone_and_told_after_all_others_were_restored()
    {
        var host = _world.NewHost();
        for (var i = 0; i < 600; i++) await host.Store.CreateAsync(TenantId.New());
        using var backup = await _world.BackUpAsync();
        var first = KeyWorld.Parse(_world.Data.Winners.OrderBy(document => document.Id, StringComparer.Ordinal).First());
        _world.Data.RestoreFrom(new MemoryStore());
        _world.Plant(first.Tenant, TenantKeyJson.Write(first with { Keys = [first.Current with { Wrapped = new WrappedKey("kek0", new byte[98]) }] }));
        var planted = _world.Raw(first.Tenant).Revision;
        var restore = async () => await _world.NewHost(provider: new LackingProvider(_world.Provider, "kek0")).Store.RestoreAsync(backup);

        (await restore.Should().ThrowAsync<KeyProviderException>()).Which.Failure.Should().Be(KeyProviderFailure.NotConfigured);
        _world.Data.Winners.Should().HaveCount(600);
        _world.Raw(first.Tenant).Revision.Should().Be(planted);
    }

    private ValueTask<KeyRestore> RestoreAsync(Stream backup) => _world.NewHost().Store.RestoreAsync(backup);
}
