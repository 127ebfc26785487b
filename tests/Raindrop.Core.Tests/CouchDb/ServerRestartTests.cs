using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.TestServers;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>A feed and writers outlive the server's death.</summary>
public sealed class ServerRestartTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_continuous_feed_goes_on_after_the_server_was_killed_and_misses_nothing()
    {
        await using var real = RealServers.HasApacheCouchDb ? await RealServers.StartApacheCouchDbAsync() : await RealServers.StartPouchDbServerAsync();
        var options = new CouchDbOptions { Endpoint = real.Endpoint };
        options.Retries.LongestDelay = TimeSpan.FromMilliseconds(500);
        using var server = CouchServer.Create(options);
        await server.CreateDatabaseAsync("followed", cancellationToken: Stop);
        var database = server.GetDatabase("followed");
        await database.PutAsync(new Document { Id = "before" }, Stop);

        var seen = new HashSet<string>();
        var following = Task.Run(async () =>
        {
            await foreach (var change in database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.Continuous }).WithCancellation(Stop))
            {
                lock (seen)
                {
                    // Not until the last one written: a feed over several shards has no order between them.
                    if (seen.Add(change.Id) && seen.Count == 3) return;
                }
            }
        }, Stop);
        await UntilAsync(() => { lock (seen) return seen.Contains("before"); });
        await real.KillAsync();
        var refused = async () => await database.PutAsync(new Document { Id = "refused" }, Stop);
        await refused.Should().ThrowAsync<StoreUnavailableException>();
        await real.StartAsync(Stop);
        await database.PutAsync(new Document { Id = "after" }, Stop);
        await database.PutAsync(new Document { Id = "afterwards" }, Stop);
        await following.WaitAsync(TimeSpan.FromSeconds(40), Stop);
        seen.Should().BeEquivalentTo("before", "after", "afterwards");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition()) await Task.Delay(20, Stop);
    }
}
