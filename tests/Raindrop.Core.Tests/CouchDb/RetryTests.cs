using Raindrop.Documents;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>What is safe is repeated, and nothing else.</summary>
public sealed class RetryTests
{
    private const string Busy = """{"error":"busy","reason":""}""";
    private static readonly Document[] Documents = [new() { Id = "a" }];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_is_repeated_over_every_passing_failure()
    {
        await using var couch = new ScriptedCouch(options => options.Retries.Limit = 5);
        couch.Then(ScriptedAnswer.Reset).Json(Busy, 500).Json(Busy, 502).Json(Busy, 503).Json(Busy, 429).Json("""{"_id":"a","_rev":"1-a"}""");
        (await couch.Database.GetAsync(new("a"), cancellationToken: Stop))!.Revision.Should().Be("1-a");
        couch.Targets.Should().HaveCount(6);
    }

    [Fact]
    public async Task A_bulk_read_is_repeated_with_its_whole_body()
    {
        await using var couch = new ScriptedCouch();
        couch.Json(Busy, 503).Json("""{"results":[{"id":"a","docs":[{"ok":{"_id":"a","_rev":"1-a"}}]}]}""");
        await couch.Database.BulkReadAsync([new("a")], cancellationToken: Stop).ToListAsync(Stop);
        couch.Script.Requests.Select(request => request.Text).Should().AllBe("""{"docs":[{"id":"a"}]}""").And.HaveCount(2);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_bulk_write_that_may_have_happened_is_not_repeated(int status)
    {
        await using var couch = new ScriptedCouch();
        couch.Json(Busy, status);
        var writing = async () => await couch.Database.BulkWriteAsync(Documents, cancellationToken: Stop);
        await writing.Should().ThrowAsync<StoreUnavailableException>();
        couch.Targets.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_bulk_write_whose_connection_broke_is_not_repeated()
    {
        await using var couch = new ScriptedCouch();
        couch.Then(ScriptedAnswer.Reset);
        var writing = async () => await couch.Database.BulkWriteAsync(Documents, cancellationToken: Stop);
        await writing.Should().ThrowAsync<StoreUnavailableException>();
        couch.Targets.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_bulk_write_that_the_server_turned_away_is_repeated()
    {
        await using var couch = new ScriptedCouch();
        couch.Json(Busy, 429).Json(Busy, 503, "Retry-After: 0").Json("""[{"ok":true,"id":"a","rev":"1-a"}]""", 201);
        (await couch.Database.BulkWriteAsync(Documents, cancellationToken: Stop))[0].Revision.Should().Be("1-a");
        couch.Targets.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_replicated_write_is_repeated()
    {
        await using var couch = new ScriptedCouch();
        couch.Then(ScriptedAnswer.Reset).Json("[]", 201);
        var results = await couch.Database.BulkWriteAsync([new Document { Id = "a", Revision = "2-b", RevisionHistory = ["2-b", "1-a"] }], WriteMode.Replicated, Stop);
        results[0].Revision.Should().Be("2-b");
        couch.Script.Requests[1].Text.Should().Be("""{"new_edits":false,"docs":[{"_id":"a","_rev":"2-b","_revisions":{"start":2,"ids":["b","a"]}}]}""");
    }

    [Fact]
    public async Task The_server_is_given_the_time_that_it_asks_for()
    {
        await using var couch = new ScriptedCouch();
        couch.Json(Busy, 503, "Retry-After: 1").Json(ScriptedCouch.Welcome);
        var started = TimeProvider.System.GetTimestamp();
        await couch.Server.GetInfoAsync(Stop);
        TimeProvider.System.GetElapsedTime(started).Should().BeGreaterThan(TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task A_server_that_asks_for_too_much_time_is_not_waited_for()
    {
        await using var couch = new ScriptedCouch();
        couch.Json(Busy, 503, "Retry-After: 3600");
        var asking = async () => await couch.Server.GetInfoAsync(Stop);
        (await asking.Should().ThrowAsync<StoreUnavailableException>()).Which.RetryAfter.Should().Be(TimeSpan.FromHours(1));
        couch.Targets.Should().HaveCount(1);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_between_two_tries_at_once()
    {
        await using var couch = new ScriptedCouch(options => options.Retries.FirstDelay = options.Retries.LongestDelay = TimeSpan.FromMinutes(10));
        couch.Json(Busy, 503);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        stop.CancelAfter(TimeSpan.FromMilliseconds(150));
        var asking = async () => await couch.Server.GetInfoAsync(stop.Token);
        await asking.Should().ThrowAsync<OperationCanceledException>().WaitAsync(TimeSpan.FromSeconds(5), Stop);
    }

    [Fact]
    public async Task A_document_that_the_whole_request_fails_for_is_found_and_the_others_are_written()
    {
        await using var couch = new ScriptedCouch();
        couch.Script.Responder = request => request.Text.Contains("\"bad\"", StringComparison.Ordinal)
            ? ScriptedAnswer.Json(413, """{"error":"document_too_large","reason":"bad"}""")
            : ScriptedAnswer.Json(201, $"[{string.Join(',', Ids(request.Text).Select(id => $$"""{"ok":true,"id":"{{id}}","rev":"1-a"}"""))}]");
        var results = await couch.Database.BulkWriteAsync([.. new[] { "a", "b", "bad", "d", "e" }.Select(id => new Document { Id = id })], cancellationToken: Stop);
        results.Select(result => (result.Id, result.Error)).Should().Equal(
            ("a", DocumentError.None), ("b", DocumentError.None), ("bad", DocumentError.TooLarge), ("d", DocumentError.None), ("e", DocumentError.None));
    }

    private static IEnumerable<string> Ids(string body) => body.Split("\"_id\":\"").Skip(1).Select(part => part.Split('"')[0]);
}
