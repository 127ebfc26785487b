using System.Text;
using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Administration;

/// <summary>Shredding: afterwards no copy of what the keys sealed opens. That their bytes leave the files of a real store is shown where those are.</summary>
public sealed class ShreddingTests : IDisposable
{
    private static readonly TimeSpan Lifetime = new TenantKeyOptions().BackupLifetime;
    private readonly KeyWorld _world = new();

    private TenantId Tenant => _world.Tenant;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_tenant_without_a_backup_is_gone_at_once()
    {
        var host = _world.NewHost();
        await _world.Notes.WriteAsync(host.Keys, Tenant, "note", "text");
        var now = _world.Time.GetUtcNow();

        var receipt = await host.Store.ShredAsync(Tenant);

        receipt.Should().Be(new ShredReceipt { Tenant = Tenant, ShreddedAt = now, LastBackupDiesAt = now });
        receipt.EverywhereAt.Should().Be(now + ITenantKeyStore.PropagationBound);
        Encoding.UTF8.GetString(_world.Raw(Tenant).Content.Span).Should().NotContain("wrapped").And.NotContain("commitment");
        var read = () => _world.Notes.ReadAsync(_world.NewHost().Keys, Tenant, "note");
        (await read.Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(TenantKeyFailure.Shredded);
        File.Exists(_world.BackupKeyFile).Should().BeFalse("no backup was made, so none must be kept from bringing it back");
    }

    [Fact]
    public async Task The_receipt_says_when_the_last_backup_with_the_keys_dies()
    {
        var store = _world.NewHost().Store;
        await store.CreateAsync(Tenant);
        await store.BackUpAsync(new MemoryStream());
        _world.Time.Advance(TimeSpan.FromDays(9));
        var last = await store.BackUpAsync(new MemoryStream());
        _world.Time.Advance(TimeSpan.FromDays(3));

        var receipt = await store.ShredAsync(Tenant);
        _world.Time.Advance(TimeSpan.FromDays(1));
        await store.BackUpAsync(new MemoryStream());

        receipt.LastBackupDiesAt.Should().Be(last.ReadableUntil).And.Be(_world.Time.GetUtcNow() - TimeSpan.FromDays(4) + Lifetime);
        (await store.ShredAsync(Tenant)).Should().Be(receipt, "a backup made later does not have the keys");
        (await store.FindAsync(Tenant))!.Shredding.Should().Be(receipt);
    }

    [Fact]
    public async Task A_tenant_without_keys_is_shredded_before_it_has_any()
    {
        var store = _world.NewHost().Store;
        await store.ShredAsync(Tenant);
        var use = async () => await _world.NewHost().Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials);

        (await use.Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(TenantKeyFailure.Shredded);
    }

    [Theory]
    [InlineData("suspended")]
    [InlineData("damaged")]
    [InlineData("deleted")]
    public async Task Whatever_became_of_the_document_it_can_be_shredded(string state)
    {
        var store = _world.NewHost().Store;
        await store.CreateAsync(Tenant);
        if (state == "suspended") await store.SuspendAsync(Tenant);
        else if (state == "damaged") _world.Plant(Tenant, "{\"wrapped\":\"rests of a key\"}"u8.ToArray());
        else await new MemoryDatabase(_world.Data).DeleteAsync(TenantKeyDocument.IdOf(Tenant), _world.Raw(Tenant).Revision!);

        await store.ShredAsync(Tenant);

        (await store.FindAsync(Tenant))!.State.Should().Be(TenantKeyState.Shredded);
        Leaves().Select(TextOf).Should().NotContain(text => text.Contains("wrapped"));
    }

    [Fact]
    public async Task A_document_of_a_newer_version_is_left_to_a_host_that_knows_it()
    {
        var store = _world.NewHost().Store;
        await store.CreateAsync(Tenant);
        var newer = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_world.Raw(Tenant).Content.Span).Replace("\"rd_schema_version\":1", "\"rd_schema_version\":2", StringComparison.Ordinal));
        _world.Plant(Tenant, newer);
        var shred = async () => await store.ShredAsync(Tenant);

        (await shred.Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(TenantKeyFailure.NewerFormat);
        _world.Raw(Tenant).Content.ToArray().Should().Equal(newer);
    }

    [Theory]
    [InlineData("9-f")]
    [InlineData("1-0")]
    public async Task All_leaves_go_those_of_a_conflict_and_those_with_a_body_that_are_deleted(string revision)
    {
        var store = _world.NewHost().Store;
        await store.CreateAsync(Tenant);
        var content = _world.Raw(Tenant).Content;
        _world.PlantLeaf(Tenant, revision, content);
        _world.PlantLeaf(Tenant, "3-d", content, deleted: true);
        _world.PlantLeaf(Tenant, "2-junk", "{\"wrapped\":1}"u8.ToArray());

        await store.ShredAsync(Tenant);

        TextOf(Leaves().Should().ContainSingle(leaf => !leaf.IsDeleted).Subject).Should().Contain("shredded");
        Leaves().Where(leaf => leaf.IsDeleted).Select(TextOf).Should().OnlyContain(text => text == "{}");
        _world.Raw(Tenant).Conflicts.Should().BeEmpty();
    }

    [Fact]
    public async Task A_host_without_the_file_of_backup_keys_does_not_shred()
    {
        using var host = new KeyHost(new MemoryDatabase(_world.Data), _world.Provider, _world.Time);
        await host.Store.CreateAsync(Tenant);
        var shred = async () => await host.Store.ShredAsync(Tenant);

        (await shred.Should().ThrowAsync<KeyBackupException>()).Where(e => e.Failure == KeyBackupFailure.NotConfigured && e.Message.Contains("BackupKeyFile"));
        (await host.Store.FindAsync(Tenant))!.State.Should().Be(TenantKeyState.Active);
    }

    private static string TextOf(Document leaf) => Encoding.UTF8.GetString(leaf.Content.Span);

    private List<Document> Leaves()
    {
        var change = _world.Data.Changes(null, allLeaves: true).Single(change => change.Id == TenantKeyDocument.IdOf(Tenant));
        return [.. change.OtherLeaves.Prepend(change.Revision).Select(revision => _world.Data.Read(new DocumentReference(change.Id, revision), null)!)];
    }
}
