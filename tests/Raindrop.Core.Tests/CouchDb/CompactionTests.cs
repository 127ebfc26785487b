using Raindrop.Documents;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>CouchDB says that it will compact, not that it has: the adapter waits until what it says adds up.</summary>
public sealed class CompactionTests
{
    private const string Accepted = """{"ok":true}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_compaction_that_runs_already_is_waited_for_and_another_one_begun()
    {
        await using var couch = new ScriptedCouch();
        couch.Json(ScriptedCouch.Welcome).Json(Info(true, 100)).Json(Info(true, 100));
        for (var i = 0; i < 3; i++) couch.Json(Info(false, 90));
        couch.Json(Accepted, 202).Json(Info(false, 90)).Json(Info(true, 90)).Json(Info(false, 80)).Json(Info(true, 70));
        for (var i = 0; i < 3; i++) couch.Json(Info(false, 60));

        await couch.Database.CompactAsync(Stop);

        couch.Targets.Should().Equal([
            "GET /", .. Enumerable.Repeat("GET /db", 5), "POST /db/_compact", .. Enumerable.Repeat("GET /db", 7)]);
        couch.Script.Requests.Single(request => request.Method == "POST").Text.Should().BeEmpty();
    }

    [Fact]
    public async Task A_compaction_too_quick_to_be_seen_running_is_known_by_the_size_of_the_files()
    {
        await using var couch = new ScriptedCouch();
        couch.Json(ScriptedCouch.Welcome);
        for (var i = 0; i < 3; i++) couch.Json(Info(false, 100));
        couch.Json(Accepted, 202).Json(Info(false, 40));
        for (var i = 0; i < 3; i++) couch.Json(Info(false, 40));
        var begun = TimeProvider.System.GetTimestamp();

        await couch.Database.CompactAsync(Stop);

        couch.Targets.Should().HaveCount(9);
        TimeProvider.System.GetElapsedTime(begun).Should().BeLessThan(TimeSpan.FromSeconds(1.9), "it does not wait for a start that it has seen");
    }

    [Fact]
    public async Task Who_may_not_compact_is_told()
    {
        await using var couch = new ScriptedCouch();
        couch.Json(ScriptedCouch.Welcome);
        for (var i = 0; i < 3; i++) couch.Json(Info(false, 100));
        couch.Json("""{"error":"unauthorized","reason":"You are not a db or server admin."}""", 401);
        var compact = async () => await couch.Database.CompactAsync(Stop);

        await compact.Should().ThrowAsync<StoreUnauthorizedException>();
    }

    [Fact]
    public async Task A_server_that_does_not_say_whether_it_compacts_is_not_guessed_about()
    {
        await using var couch = new ScriptedCouch();
        couch.Json(ScriptedCouch.Welcome).Json("""{"db_name":"db","update_seq":"1-a"}""");
        var compact = async () => await couch.Database.CompactAsync(Stop);

        await compact.Should().ThrowAsync<StoreProtocolException>();
    }

    private static string Info(bool isRunning, int size) =>
        $$$"""{"db_name":"db","update_seq":"1-a","sizes":{"file":{{{size}}},"active":10},"compact_running":{{{(isRunning ? "true" : "false")}}}}""";
}
