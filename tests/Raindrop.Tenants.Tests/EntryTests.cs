using System.Text;
using Raindrop.Documents;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Stored;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Tenants.Tests;

/// <summary>Entries that this host cannot read: nothing is written over them, and nothing stands in their place.</summary>
public sealed class EntryTests : IAsyncLifetime
{
    private readonly TenantSubject _subject = TenantWorld.NewSubject();
    private TenantWorld _world = null!;
    private TenantInfo _tenant = null!;

    private ITenantDirectory Directory => _world.NewHost(hasKeys: false).Directory;

    private string Id => TenantEntry.IdOf(_tenant.Tenant);

    public async ValueTask InitializeAsync()
    {
        _world = await TenantWorld.CreateAsync(TenantWorld.Embedded);
        _tenant = await Directory.CreateAsync(_subject);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.Server.DeleteDatabaseAsync(_tenant.Database);
        await _world.DisposeAsync();
    }

    [Theory]
    [InlineData("\"rd_schema_version\":1", "\"rd_schema_version\":2", TenantDirectoryFailure.NewerFormat)]
    [InlineData("\"state\":\"active\"", "\"state\":\"frozen\"", TenantDirectoryFailure.EntryLost)]
    [InlineData("\"rd_schema\":\"rd.tenant\"", "\"rd_schema\":\"rd.other\"", TenantDirectoryFailure.EntryLost)]
    public async Task An_entry_that_cannot_be_read_stops_its_tenant_and_no_other(string old, string changed, TenantDirectoryFailure failure)
    {
        var other = await Directory.CreateAsync(TenantWorld.NewSubject());
        var document = (await _world.Raw.GetAsync(new DocumentReference(Id)))!;
        var text = Encoding.UTF8.GetString(document.Content.Span);
        text.Should().Contain(old);
        var revision = await _world.Raw.PutAsync(new Document { Id = Id, Revision = document.Revision, Content = Encoding.UTF8.GetBytes(text.Replace(old, changed)) });

        foreach (var call in new Func<Task>[]
        {
            async () => await Directory.CreateAsync(_subject),
            async () => await Directory.FindAsync(_subject),
            async () => await Directory.SuspendAsync(_tenant.Tenant),
            async () => await Directory.DeleteAsync(_tenant.Tenant),
        })
        {
            (await call.Should().ThrowAsync<TenantDirectoryException>()).Which.Failure.Should().Be(failure);
        }

        var upkeep = await Directory.FinishAsync();
        upkeep.Left.Should().Equal(_tenant.Tenant);
        upkeep.Tenants.Should().Be(2);
        (await _world.Raw.GetRevisionAsync(Id)).Should().Be(revision);
        (await Directory.ListAsync().ToListAsync()).Should().Equal(other);
    }

    [Fact]
    public async Task An_entry_that_somebody_deleted_gives_its_user_no_empty_tenant()
    {
        await _world.Raw.DeleteAsync(Id, (await _world.Raw.GetRevisionAsync(Id))!);

        var create = await FluentActions.Awaiting(async () => await Directory.CreateAsync(_subject)).Should().ThrowAsync<TenantDirectoryException>();

        create.Which.Failure.Should().Be(TenantDirectoryFailure.EntryLost);
        (await _world.ExistsAsync(_tenant.Database)).Should().BeTrue();
    }

    [Fact]
    public async Task Many_tenants_are_listed_in_order_by_the_page()
    {
        var entries = Enumerable.Range(0, 1200).Select(_ => TenantEntry.New("hash", _world.Time.GetUtcNow()) with { State = TenantEntryState.Deleted, DeletedAt = _world.Time.GetUtcNow() }).ToList();
        await _world.Raw.BulkWriteAsync([.. entries.Select(entry => new Document { Id = entry.Id, Content = TenantEntryJson.Write(entry) })]);

        var listed = await Directory.ListAsync().Select(tenant => tenant.Tenant).ToListAsync();

        listed.Should().Equal(entries.Select(entry => entry.Tenant).Append(_tenant.Tenant).OrderBy(tenant => tenant.Value, StringComparer.Ordinal));
    }
}
