using Raindrop.CouchDb;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>Readers that split on chunks glue or lose rows; here every answer is cut at every byte.</summary>
public sealed class ChunkBoundaryTests
{
    // Brackets, quotes, backslashes, text that looks like rows, characters of several bytes, numbers at the end of values.
    private const string Body = """t":"a \"quoted\\\" {\"seq\":[1,2}] ü€😀 \\","n":[-1.5e3,{"x":[{}],"y":null}],"z":12""";

    private const string Feed = "{\"results\":[\n{\"seq\":\"1-ab\",\"id\":\"ä\\u20ac\\\"b\",\"changes\":[{\"rev\":\"1-a\"},{\"rev\":\"1-0\"}],\"doc\":{\"_id\":\"ä€\\\"b\",\"_rev\":\"1-a\",\"" + Body + "}},\n"
        + "{\"seq\":null,\"id\":\"c\",\"changes\":[{\"rev\":\"2-b\"}],\"deleted\":true}\n],\n\"last_seq\":\"3-cd\",\"pending\":0}\n";

    private const string Listing = "{\"total_rows\":2,\"offset\":0,\"rows\":[\r\n{\"id\":\"a\",\"key\":\"a\",\"value\":{\"rev\":\"1-a\"},\"doc\":{\"_id\":\"a\",\"_rev\":\"1-a\",\"" + Body + ",\"_conflicts\":[\"1-0\"]}},\r\n"
        + "{\"id\":\"b\",\"key\":\"b\",\"value\":{\"rev\":\"2-b\"},\"doc\":{\"_id\":\"b\",\"_rev\":\"2-b\"}}\r\n]}\n";

    private const string Bulk = "{\"results\": [{\"id\":\"a\",\"docs\":[{\"ok\":{\"_id\":\"a\",\"_rev\":\"3-c\",\"" + Body + ",\"_revisions\":{\"start\":3,\"ids\":[\"c\",\"b\"]},"
        + "\"_attachments\":{\"f\":{\"content_type\":\"text/plain\",\"revpos\":2,\"digest\":\"md5-x\",\"data\":\"aGVsbG8=\"}}}}]},{\"id\":\"b\",\"docs\":[{\"error\":{\"id\":\"b\",\"rev\":\"undefined\",\"error\":\"not_found\",\"reason\":\"missing\"}}]}]}";

    [Fact]
    public Task A_feed_cut_at_any_byte_gives_the_same_changes() => CheckAsync(Feed, async database =>
    {
        var feed = database.ReadChanges(new ChangesOptions { AllLeaves = true, IncludeDocuments = true });
        var changes = await feed.ToListAsync(TestContext.Current.CancellationToken);
        changes.Select(change => (change.Id, change.Revision, change.Sequence, change.IsDeleted)).Should()
            .Equal(("ä€\"b", "1-a", "1-ab", false), ("c", "2-b", null, true));
        changes[0].OtherLeaves.Should().Equal("1-0");
        ScriptedCouch.Text(changes[0].Document!.Content).Should().Be("{\"" + Body + "}");
        feed.LastSequence.Should().Be("3-cd");
    });

    [Fact]
    public Task A_listing_cut_at_any_byte_gives_the_same_rows() => CheckAsync(Listing, async database =>
    {
        var rows = await database.ReadRangeAsync(new IdRange(null, null), RangeOptions.WithDocuments, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        rows.Select(row => (row.Id, row.Revision)).Should().Equal(("a", "1-a"), ("b", "2-b"));
        ScriptedCouch.Text(rows[0].Document!.Content).Should().Be("{\"" + Body + "}");
        rows[0].Document!.Conflicts.Should().Equal("1-0");
        ScriptedCouch.Text(rows[1].Document!.Content).Should().Be("{}");
    });

    [Fact]
    public Task A_bulk_read_cut_at_any_byte_gives_the_same_documents() => CheckAsync(Bulk, async database =>
    {
        var results = await database.BulkReadAsync([new("a"), new("b")], cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        var document = results[0].Document!;
        ScriptedCouch.Text(document.Content).Should().Be("{\"" + Body + "}");
        document.RevisionHistory.Should().Equal("3-c", "2-b");
        ScriptedCouch.Text(document.Attachments["f"].Data!.Value).Should().Be("hello");
        document.Attachments["f"].RevisionPosition.Should().Be(2);
        results[1].Error.Should().Be(DocumentError.NotFound);
    });

    [Theory]
    [InlineData(Feed)]
    [InlineData(Listing)]
    [InlineData(Bulk)]
    public async Task An_answer_that_ends_early_is_an_error_wherever_it_ends(string answer)
    {
        for (var length = 0; length < answer.TrimEnd().Length; length++)
        {
            var database = new SplitClient(answer[..length]).InOnePiece();
            var reading = async () => await ReadAsync(database, answer);
            await reading.Should().ThrowAsync<DocumentStoreException>($"the answer ends after {length} characters");
        }
    }

    private static async Task<int> ReadAsync(CouchDatabase database, string answer)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        if (answer == Feed) return (await database.ReadChanges().ToListAsync(cancellationToken)).Count;
        if (answer == Listing) return (await database.ReadRangeAsync(default, cancellationToken: cancellationToken).ToListAsync(cancellationToken)).Count;
        return (await database.BulkReadAsync([new("a"), new("b")], cancellationToken: cancellationToken).ToListAsync(cancellationToken)).Count;
    }

    private static async Task CheckAsync(string answer, Func<IDocumentDatabase, Task> check)
    {
        var client = new SplitClient(answer);
        await check(client.ByteByByte());
        for (var position = 1; position < client.Length; position++) await check(client.CutAt(position));
    }
}
