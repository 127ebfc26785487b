using Raindrop.Documents;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>The number of stored revisions, from which a pass learns that nobody else wrote.</summary>
public sealed class UpdateCountTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => RealCouch.Names;

    [Theory]
    [InlineData("""{"db_name":"db","update_seq":"1207-g1AAAA","cluster":{"q":2,"n":1,"w":1,"r":1}}""", 1207L)]
    [InlineData("""{"db_name":"db","update_seq":"0-g1AAAA","cluster":{"q":2,"n":1,"w":1,"r":1}}""", 0L)]
    [InlineData("""{"db_name":"db","update_seq":"1207-g1AAAA","cluster":{"q":2,"n":3,"w":2,"r":2}}""", null)]
    [InlineData("""{"db_name":"db","update_seq":"1207-g1AAAA"}""", null)]
    [InlineData("""{"db_name":"db","update_seq":"g1AAAA","cluster":{"n":1}}""", null)]
    [InlineData("""{"db_name":"db","update_seq":1207,"cluster":{"n":1}}""", null)]
    public async Task It_is_known_only_where_each_shard_has_one_copy(string answer, long? expected)
    {
        await using var couch = new ScriptedCouch();
        couch.Json(answer);
        (await couch.Database.GetInfoAsync(Stop)).UpdateCount.Should().Be(expected);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_counts_each_stored_revision_once_and_nothing_else(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        var database = couch.Database;
        var first = await database.PutAsync(new Document { Id = "one" }, Stop);
        var second = await database.PutAsync(new Document { Id = "one", Revision = first, Content = """{"n":2}"""u8.ToArray() }, Stop);
        await database.DeleteAsync("one", second, Stop);
        await database.BulkWriteAsync([.. Enumerable.Range(0, 50).Select(n => new Document { Id = $"d{n}" })], cancellationToken: Stop);
        (await database.BulkWriteAsync([new Document { Id = "d1" }, new Document { Id = "d50" }], cancellationToken: Stop)).Count(result => result.IsWritten).Should().Be(1);
        await database.PutLocalAsync(new LocalDocument("place", Document.EmptyContent), Stop);
        var expected = couch.Real.IsApacheCouchDb ? 54 : (long?)null;
        (await database.GetInfoAsync(Stop)).UpdateCount.Should().Be(expected);
    }
}
