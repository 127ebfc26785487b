using Raindrop.Documents;
using Raindrop.Embedded.Tests.Documents;

namespace Raindrop.Embedded.Tests.Feeds;

/// <summary>The feed of which databases change.</summary>
public sealed class DatabaseUpdateTests
{
    [Fact]
    public async Task A_position_tells_all_that_happened_since_once_for_each_database()
    {
        using var folder = new TestFolder();
        var server = folder.Open();
        foreach (var name in new[] { "kept", "written", "deleted", "anew" }) await folder.CreateAsync(name, server);
        await server.GetDatabase("kept").PutAsync(Docs.Of("a"));
        var since = await PositionAsync(server);

        await server.GetDatabase("written").PutAsync(Docs.Of("a"));
        await server.GetDatabase("written").PutAsync(Docs.Of("b"));
        await server.DeleteDatabaseAsync("deleted");
        await server.DeleteDatabaseAsync("anew");
        await server.CreateDatabaseAsync("anew");
        await server.CreateDatabaseAsync("created/late");

        var updates = await TakeAsync(server, since, 5);
        updates.Select(update => (update.Database, update.Kind)).Should().BeEquivalentTo(
        [
            ("written", DatabaseUpdateKind.Updated),
            ("deleted", DatabaseUpdateKind.Deleted),
            ("anew", DatabaseUpdateKind.Deleted),
            ("anew", DatabaseUpdateKind.Created),
            ("created/late", DatabaseUpdateKind.Created),
        ]);
        updates[^1].Sequence.Should().NotBeNull();
        updates.SkipLast(1).Should().OnlyContain(update => update.Sequence == null, "the position is complete behind the last only");
    }

    [Fact]
    public async Task Another_servers_writes_are_followed()
    {
        using var folder = new TestFolder();
        var (one, other) = (folder.Open(), folder.Open());
        await folder.CreateAsync(server: one);
        var since = await PositionAsync(one);
        var following = TakeAsync(one, since, 1);

        await other.GetDatabase("notes").PutAsync(Docs.Of("theirs"));

        (await following.WaitAsync(TimeSpan.FromSeconds(30))).Single().Kind.Should().Be(DatabaseUpdateKind.Updated);
    }

    // The position after all that is there now: an update is made and waited for.
    private static async Task<string> PositionAsync(EmbeddedServer server)
    {
        await server.CreateDatabaseAsync("position");
        var updates = await TakeAsync(server, "", (await server.ListDatabasesAsync().ListAsync()).Count);
        return updates[^1].Sequence!;
    }

    private static async Task<List<DatabaseUpdate>> TakeAsync(EmbeddedServer server, string since, int count)
    {
        var updates = new List<DatabaseUpdate>();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var update in server.FollowDatabaseUpdatesAsync(since, stop.Token))
        {
            updates.Add(update);
            if (updates.Count == count) break;
        }

        return updates;
    }
}
