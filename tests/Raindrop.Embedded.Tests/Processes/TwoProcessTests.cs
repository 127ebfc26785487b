using System.Diagnostics;
using Raindrop.Documents;
using Raindrop.Embedded.Tests.Documents;

namespace Raindrop.Embedded.Tests.Processes;

/// <summary>Two processes on one folder.</summary>
public sealed class TwoProcessTests
{
    [Fact]
    public async Task A_waiting_feed_hears_of_another_processs_write()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        using var neighbour = await StartAsync(folder);
        var waiting = database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.LongPoll }).ListAsync();
        waiting.IsCompleted.Should().BeFalse();

        await neighbour.TellAsync("a");
        var revision = await neighbour.SaysAsync();

        var change = (await waiting.WaitAsync(TimeSpan.FromSeconds(30))).Single();
        change.Should().BeEquivalentTo(new { Id = "a", Revision = revision });
    }

    [Fact]
    public async Task A_process_that_has_a_deleted_database_open_is_told_and_finds_the_new_one()
    {
        using var folder = new TestFolder();
        var server = folder.Open();
        var database = await folder.CreateAsync(server: server);
        using var neighbour = await StartAsync(folder);
        await neighbour.TellAsync("old");
        (await neighbour.SaysAsync()).Should().StartWith("1-");

        await server.DeleteDatabaseAsync("notes");
        await neighbour.TellAsync("lost");
        (await neighbour.SaysAsync()).Should().Be(nameof(DatabaseNotFoundException));
        await server.CreateDatabaseAsync("notes");
        await neighbour.TellAsync("new");
        (await neighbour.SaysAsync()).Should().StartWith("1-");

        (await database.ReadRangeAsync(default).ListAsync()).Select(row => row.Id).Should().Equal("new");
    }

    [Fact]
    public async Task Writers_of_two_processes_take_turns_and_lose_nothing()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        using var neighbour = new ChildProcess(ChildRoles.Writer, folder.Path);
        await neighbour.SaysAsync();
        var time = Stopwatch.StartNew();
        var own = 0;
        while (time.Elapsed < TimeSpan.FromSeconds(2) || own < 20) await database.PutAsync(Docs.Of($"own-{own++:d5}"));
        await neighbour.KillAsync();

        var changes = await database.ReadChanges().ListAsync();
        changes.Count(change => change.Id.StartsWith("own-", StringComparison.Ordinal)).Should().Be(own);
        changes.Select(change => change.Sequence).Should().OnlyHaveUniqueItems();
        (await database.GetInfoAsync()).DocumentCount.Should().Be(changes.Count);
    }

    private static async Task<ChildProcess> StartAsync(TestFolder folder)
    {
        var neighbour = new ChildProcess(ChildRoles.Neighbour, folder.Path);
        (await neighbour.SaysAsync()).Should().Be("ready");
        return neighbour;
    }
}
