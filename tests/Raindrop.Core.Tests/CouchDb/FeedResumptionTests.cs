using System.Text;
using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>Feeds that break go on from the last sequence, without losing or gluing rows.</summary>
public sealed class FeedResumptionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_normal_feed_that_breaks_goes_on_from_the_last_sequence()
    {
        await using var couch = new ScriptedCouch();
        couch.Then(ScriptedAnswer.Cut("{\"results\":[\n" + Row("a", "1-x") + ",\n" + Row("b", "2-x") + ",\n{\"seq\":\"3-x\",\"i"))
            .Then(ScriptedAnswer.CutByReset("{\"results\":[\n"))
            .Json("{\"results\":[\n" + Row("c", "3-x") + "\n],\"last_seq\":\"4-x\",\"pending\":0}");
        var feed = couch.Database.ReadChanges(new ChangesOptions { Since = "0-é" });
        (await feed.ToListAsync(Stop)).Select(change => change.Id).Should().Equal("a", "b", "c");
        feed.LastSequence.Should().Be("4-x");
        couch.Targets.Should().Equal("GET /db/_changes?since=0-%C3%A9", "GET /db/_changes?since=2-x", "GET /db/_changes?since=2-x");
    }

    [Fact]
    public async Task A_normal_feed_that_makes_no_progress_fails()
    {
        await using var couch = new ScriptedCouch(options => options.Retries.Limit = 2);
        for (var i = 0; i < 9; i++) couch.Then(ScriptedAnswer.Cut("{\"results\":["));
        var reading = async () => await couch.Database.ReadChanges().ToListAsync(Stop);
        await reading.Should().ThrowAsync<StoreUnavailableException>();
        couch.Targets.Should().HaveCount(3);
    }

    [Fact]
    public async Task After_a_break_a_limit_counts_what_was_delivered()
    {
        await using var couch = new ScriptedCouch();
        couch.Then(ScriptedAnswer.Cut("{\"results\":[" + Row("a", "1-x") + ","))
            .Json("{\"results\":[" + Row("b", "2-x") + "],\"last_seq\":\"2-x\",\"pending\":7}");
        var changes = await couch.Database.ReadChanges(new ChangesOptions { Limit = 2 }).ToListAsync(Stop);
        changes.Should().HaveCount(2);
        couch.Targets.Should().Equal("GET /db/_changes?limit=2", "GET /db/_changes?since=1-x&limit=1");
    }

    [Fact]
    public async Task A_row_without_a_sequence_does_not_move_the_position()
    {
        await using var couch = new ScriptedCouch();
        couch.Then(ScriptedAnswer.Cut("{\"results\":[" + Row("a", "1-x") + ",{\"seq\":null,\"id\":\"b\",\"changes\":[{\"rev\":\"1-b\"}]},"))
            .Json("{\"results\":[" + Row("b", "2-x") + "],\"last_seq\":\"9-x\",\"pending\":0}");
        var feed = couch.Database.ReadChanges(new ChangesOptions { SequenceInterval = 2 });
        (await feed.ToListAsync(Stop)).Select(change => change.Id).Should().Equal("a", "b", "b");
        couch.Targets[1].Should().Contain("since=1-x");
    }

    [Fact]
    public async Task A_continuous_feed_survives_every_kind_of_break()
    {
        await using var couch = new ScriptedCouch(options => options.Retries.Limit = 1);
        couch.Then(ScriptedAnswer.Cut(Row("a", "1-x") + "\n\n" + Row("b", "2-x")[..20]))
            .Then(ScriptedAnswer.CutByReset(Row("b", "2-x") + "\n"))
            .Json("""{"error":"nodedown","reason":"later"}""", 503)
            .Json("""{"error":"nodedown","reason":"later"}""", 503)
            .Then(ScriptedAnswer.Chunks([Utf8(Row("c", "3-x") + "\n{\"last_seq\":\"4-x\",\"pending\":0}\n")]))
            .Then(ScriptedAnswer.Chunks([Utf8("{\"error\":\"timeout\",\"reason\":\"shard\"}\n")]))
            .Then(ScriptedAnswer.Chunks([Utf8(Row("d", "5-x") + "\n")]));
        var feed = couch.Database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.Continuous });
        (await feed.Take(4).ToListAsync(Stop)).Select(change => change.Id).Should().Equal("a", "b", "c", "d");
        feed.LastSequence.Should().Be("5-x");
        couch.Targets.Select(target => target.Split("since=").ElementAtOrDefault(1)?.Split('&')[0]).Should().Equal(null, "1-x", "2-x", "2-x", "2-x", "4-x", "4-x");
    }

    [Fact]
    public async Task A_continuous_feed_from_now_keeps_its_start_over_a_break_before_the_first_row()
    {
        await using var couch = new ScriptedCouch();
        couch.Json("""{"results":[],"last_seq":"7-x","pending":0}""")
            .Then(ScriptedAnswer.Cut("\n"))
            .Then(ScriptedAnswer.Chunks([Utf8(Row("a", "8-x") + "\n")]));
        var feed = couch.Database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.Continuous, Since = "now" });
        (await feed.FirstAsync(Stop)).Id.Should().Be("a");
        couch.Targets.Skip(1).Should().OnlyContain(target => target.Contains("since=7-x"));
    }

    [Fact]
    public async Task A_continuous_feed_without_a_sign_of_life_is_opened_again()
    {
        await using var couch = new ScriptedCouch();
        couch.Then(ScriptedAnswer.Stalled(Row("a", "1-x") + "\n")).Then(ScriptedAnswer.Chunks([Utf8(Row("b", "2-x") + "\n")]));
        var feed = couch.Database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.Continuous, Heartbeat = TimeSpan.FromMilliseconds(100) });
        (await feed.Take(2).ToListAsync(Stop)).Select(change => change.Id).Should().Equal("a", "b");
    }

    [Fact]
    public async Task A_first_connection_that_fails_is_told_and_a_malformed_row_too()
    {
        await using var couch = new ScriptedCouch(options => options.Retries.Limit = 0);
        couch.Json("""{"error":"x","reason":"y"}""", 503).Then(ScriptedAnswer.Chunks([Utf8("{\"seq\":\"1\",\"id\":[],\"changes\":[]}\n")]));
        var options = new ChangesOptions { Kind = ChangesFeedKind.Continuous };
        var reading = async () => await couch.Database.ReadChanges(options).FirstAsync(Stop);
        await reading.Should().ThrowAsync<StoreUnavailableException>();
        await reading.Should().ThrowAsync<StoreProtocolException>();
    }

    [Fact]
    public async Task A_feed_of_a_missing_database_ends_with_that_error_also_later()
    {
        await using var couch = new ScriptedCouch();
        couch.Then(ScriptedAnswer.Cut(Row("a", "1-x") + "\n")).Json("""{"error":"not_found","reason":"Database does not exist."}""", 404);
        var reading = async () => await couch.Database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.Continuous }).ToListAsync(Stop);
        await reading.Should().ThrowAsync<DatabaseNotFoundException>();
    }

    [Fact]
    public async Task Cancelling_ends_a_waiting_feed_at_once()
    {
        await using var couch = new ScriptedCouch();
        couch.Then(ScriptedAnswer.Stalled("\n"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        stop.CancelAfter(TimeSpan.FromMilliseconds(200));
        var reading = async () => await couch.Database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.Continuous }).ToListAsync(stop.Token);
        await reading.Should().ThrowAsync<OperationCanceledException>().WaitAsync(TimeSpan.FromSeconds(5), Stop);
    }

    [Fact]
    public async Task A_long_poll_that_nothing_answers_ends_empty_in_its_time()
    {
        await using var couch = new ScriptedCouch();
        couch.Script.Responder = _ => ScriptedAnswer.Json(200, """{"results":[],"last_seq":"1-x","pending":0}""");
        var feed = couch.Database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.LongPoll, Timeout = TimeSpan.FromMilliseconds(300), Heartbeat = TimeSpan.FromMilliseconds(40) });
        (await feed.ToListAsync(Stop)).Should().BeEmpty();
        feed.LastSequence.Should().Be("1-x");
        couch.Targets.Should().OnlyContain(target => target.Contains("feed=longpoll"));
    }

    [Fact]
    public async Task A_long_poll_ends_in_its_time_also_where_the_server_only_sends_signs_of_life()
    {
        await using var couch = new ScriptedCouch();
        couch.Then(ScriptedAnswer.Chunks(SignsOfLife()));
        var feed = couch.Database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.LongPoll, Timeout = TimeSpan.FromMilliseconds(100) });
        (await feed.ToListAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(12), Stop)).Should().BeEmpty();
    }

    private static IEnumerable<byte[]> SignsOfLife()
    {
        yield return Utf8("{\"results\":[");
        for (var i = 0; i < 300; i++)
        {
            new ManualResetEventSlim().Wait(TimeSpan.FromMilliseconds(100), Stop);
            yield return Utf8("\n");
        }
    }

    [Fact]
    public async Task A_feed_is_read_once()
    {
        await using var couch = new ScriptedCouch();
        couch.Json("""{"results":[],"last_seq":"1-x","pending":0}""");
        var feed = couch.Database.ReadChanges();
        (await feed.ToListAsync(Stop)).Should().BeEmpty();
        var again = async () => await feed.ToListAsync(Stop);
        await again.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Databases_are_followed_over_a_break()
    {
        await using var couch = new ScriptedCouch();
        couch.Json(ScriptedCouch.Welcome)
            .Json("""{"results":[],"last_seq":"1-x","pending":0}""")
            .Then(ScriptedAnswer.Cut("{\"db_name\":\"a\",\"type\":\"created\",\"seq\":\"2-x\"}\n"))
            .Then(ScriptedAnswer.Chunks([Utf8("{\"db_name\":\"a\",\"type\":\"deleted\",\"seq\":\"3-x\"}\n")]));
        var updates = await couch.Server.FollowDatabaseUpdatesAsync(cancellationToken: Stop).Take(2).ToListAsync(Stop);
        updates.Should().Equal(new DatabaseUpdate("a", DatabaseUpdateKind.Created, "2-x"), new DatabaseUpdate("a", DatabaseUpdateKind.Deleted, "3-x"));
        couch.Targets[^1].Should().Contain("since=2-x");
    }

    private static string Row(string id, string sequence) => $$"""{"seq":"{{sequence}}","id":"{{id}}","changes":[{"rev":"1-{{id}}"}]}""";

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
