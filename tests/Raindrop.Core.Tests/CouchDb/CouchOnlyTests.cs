using System.Text;
using Raindrop.CouchDb;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>What CouchDB has beyond the document contracts.</summary>
public sealed class CouchOnlyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => RealCouch.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Design_documents_are_written_read_listed_and_deleted(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        var designs = couch.Database.DesignDocuments;
        var revision = await designs.PutAsync("one", null, Utf8("""{"language":"javascript","views":{}}"""), Stop);
        (await designs.ListAsync(Stop).Select(row => row.Id).ToListAsync(Stop)).Should().Equal("_design/one");
        Encoding.UTF8.GetString((await designs.GetAsync("one", Stop))!.Content.Span).Should().Contain("javascript");
        await designs.DeleteAsync("one", revision, Stop);
        (await designs.GetAsync("one", Stop)).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_index_is_created_listed_queried_over_pages_and_deleted(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        var mango = couch.Database.Mango;
        var index = new MangoIndex { DesignDocument = "by-n", Name = "n", Fields = ["n"] };
        (await mango.CreateIndexAsync(index, Stop)).Should().BeTrue();
        (await mango.CreateIndexAsync(index, Stop)).Should().BeFalse();
        (await mango.ListIndexesAsync(Stop).SingleAsync(Stop)).Should().BeEquivalentTo(index);
        await couch.Database.BulkWriteAsync([.. Enumerable.Range(0, 25).Select(n => new Document { Id = $"d{n:00}", Content = Utf8($$"""{"n":{{n}}}""") })], cancellationToken: Stop);
        var query = new MangoQuery { Selector = Utf8("""{"n":{"$gte":5}}"""), Sort = ["n"], PageSize = 7, UseIndex = "by-n" };
        (await mango.FindAsync(query, Stop).Select(document => document.Id).ToListAsync(Stop)).Should().Equal(Enumerable.Range(5, 20).Select(n => $"d{n:00}"));
        if (couch.Real.IsApacheCouchDb) (await mango.FindAsync(query with { Limit = 10, Descending = true }, Stop).Select(document => document.Id).ToListAsync(Stop)).Should().Equal(Enumerable.Range(15, 10).Reverse().Select(n => $"d{n:00}"));
        if (!couch.Real.IsApacheCouchDb) return; // pouchdb-server answers this with a failure
        (await mango.DeleteIndexAsync("by-n", "n", Stop)).Should().BeTrue();
        (await mango.ListIndexesAsync(Stop).CountAsync(Stop)).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Security_rules_are_replaced_and_read_back(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        var rules = new SecurityRules { AdminNames = ["ada"], MemberNames = ["bob"], MemberRoles = ["readers", "ü"] };
        await couch.Database.Security.PutAsync(rules, Stop);
        (await couch.Database.Security.GetAsync(Stop)).Should().BeEquivalentTo(rules);
        rules.ToString().Should().NotContain("bob");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_server_replicates_into_a_new_database(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        await couch.Database.BulkWriteAsync([new Document { Id = "a" }, new Document { Id = "b" }, new Document { Id = "c" }], cancellationToken: Stop);
        var target = couch.Server.GetDatabase(RealCouch.NewName());
        var request = new ReplicationRequest { Source = Peer(couch, couch.Database.Name), Target = Peer(couch, target.Name), CreateTarget = true, DocumentIds = ["a", "c"] };
        var replicating = async () => await couch.Server.Replication.ReplicateAsync(request, Stop);
        if (!await couch.CanAsync(StoreCapabilities.Replication, replicating)) return;
        var result = await replicating();
        result.DocumentsWritten.Should().Be(2);
        (await target.GetInfoAsync(Stop)).DocumentCount.Should().Be(result.DocumentsWritten);
        request.ToString().Should().NotContain(couch.Real.Password);
        await couch.Server.DeleteDatabaseAsync(target.Name, Stop);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Compaction_and_clean_up_begin(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        await couch.Database.Maintenance.CompactAsync(Stop);
        await couch.Database.Maintenance.CleanUpViewsAsync(Stop);
        (await couch.Database.GetInfoAsync(Stop)).DocumentCount.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_database_created_anew_has_another_incarnation_even_at_once(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        var first = (await couch.Database.GetInfoAsync(Stop)).Incarnation;
        for (var i = 0; i < 20; i++) await couch.Database.PutAsync(new Document { Id = $"d{i}" }, Stop);
        (await couch.Database.GetInfoAsync(Stop)).Incarnation.Should().Be(first);
        await couch.Server.DeleteDatabaseAsync(couch.Database.Name, Stop);
        await couch.Server.CreateDatabaseAsync(couch.Database.Name, cancellationToken: Stop);
        var second = (await couch.Database.GetInfoAsync(Stop)).Incarnation;
        if (couch.Real.IsApacheCouchDb) second.Should().NotBe(first);
        else second.Should().NotBeNullOrEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_states_of_many_databases_come_in_order(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        string[] names = [.. Enumerable.Range(0, 120).Select(n => $"rd-none-{n}"), couch.Database.Name];
        var asking = async () => await couch.Server.GetDatabaseInfosAsync(names, Stop);
        if (!await couch.CanAsync(StoreCapabilities.DatabaseInfos, asking)) return;
        var infos = await asking();
        infos.Should().HaveCount(121);
        infos.Take(120).Should().AllSatisfy(info => info.Should().BeNull());
        infos[120].Should().Be(await couch.Database.GetInfoAsync(Stop));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Databases_are_followed(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        var following = async () => await couch.Server.FollowDatabaseUpdatesAsync(cancellationToken: Stop).FirstAsync(Stop);
        if (!await couch.CanAsync(StoreCapabilities.DatabaseUpdates, following)) return;
        await couch.Server.CreateDatabaseAsync("_global_changes", cancellationToken: Stop);
        var created = RealCouch.NewName();
        var updates = couch.Server.FollowDatabaseUpdatesAsync(cancellationToken: Stop).FirstAsync(update => update.Database == created, Stop).AsTask();
        await Task.Delay(500, Stop);
        await couch.Server.CreateDatabaseAsync(created, cancellationToken: Stop);
        (await updates.WaitAsync(TimeSpan.FromSeconds(30), Stop)).Kind.Should().Be(DatabaseUpdateKind.Created);
        await couch.Server.DeleteDatabaseAsync(created, Stop);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_feed_is_filtered_by_selector(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        await couch.Database.BulkWriteAsync([new Document { Id = "a", Content = Utf8("{\"k\":1}") }, new Document { Id = "b", Content = Utf8("{\"k\":2}") }], cancellationToken: Stop);
        var reading = async () => await couch.Database.ReadChanges(new ChangesOptions { Selector = Utf8("{\"k\":2}") }).ToListAsync(Stop);
        if (await couch.CanAsync(StoreCapabilities.ChangesSelector, reading)) (await reading()).Select(change => change.Id).Should().Equal("b");
    }

    private static ReplicationPeer Peer(RealCouch couch, string database) => new(new Uri(couch.Real.Address, database), couch.Real.UserName, couch.Real.Password);

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
