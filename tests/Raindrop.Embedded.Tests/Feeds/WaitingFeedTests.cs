using Microsoft.Extensions.Time.Testing;
using Raindrop.Documents;
using Raindrop.Embedded.Tests.Documents;

namespace Raindrop.Embedded.Tests.Feeds;

/// <summary>Feeds that wait, and positions that mean nothing any more.</summary>
public sealed class WaitingFeedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_long_poll_ends_with_nothing_when_its_time_is_over_by_the_clock_given()
    {
        var time = new FakeTimeProvider();
        using var folder = new TestFolder();
        var database = await folder.CreateAsync(server: folder.Open(time: time));
        var feed = database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.LongPoll, Timeout = TimeSpan.FromMinutes(3) });
        var poll = feed.ListAsync();
        for (var second = 0; second < 179; second++) time.Advance(TimeSpan.FromSeconds(1));
        poll.IsCompleted.Should().BeFalse();

        var started = TimeProvider.System.GetTimestamp();
        while (!poll.IsCompleted && TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        (await poll).Should().BeEmpty();
        feed.LastSequence.Should().NotBeNull();
    }

    [Fact]
    public async Task A_continuous_feed_ends_with_an_error_when_its_database_is_deleted()
    {
        using var folder = new TestFolder();
        var server = folder.Open();
        var database = await folder.CreateAsync(server: server);
        await database.PutAsync(Docs.Of("a"));
        var seen = new TaskCompletionSource();
        var following = Task.Run(async () =>
        {
            await foreach (var _ in database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.Continuous })) seen.TrySetResult();
        });
        await seen.Task.WaitAsync(Patience);

        await server.DeleteDatabaseAsync("notes");

        var end = () => following.WaitAsync(Patience);
        await end.Should().ThrowAsync<DatabaseNotFoundException>();
    }

    [Fact]
    public async Task A_continuous_feed_goes_on_in_a_database_that_was_created_anew()
    {
        using var folder = new TestFolder();
        var server = folder.Open();
        var database = await folder.CreateAsync(server: server);
        for (var n = 0; n < 5; n++) await database.PutAsync(Docs.Of($"old{n}"));
        var end = (await database.GetInfoAsync()).UpdateSequence;
        await server.DeleteDatabaseAsync("notes");
        await server.CreateDatabaseAsync("notes");
        await database.PutAsync(Docs.Of("new"));

        var changes = await database.ReadChanges(new ChangesOptions { Since = end }).ListAsync();

        changes.Select(change => change.Id).Should().Equal(["new"], "the position belongs to the database of old");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("nonsense")]
    [InlineData("999999-00000000")]
    public async Task A_position_that_this_database_did_not_give_is_the_beginning(string since)
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        await database.PutAsync(Docs.Of("a"));

        (await database.ReadChanges(new ChangesOptions { Since = since }).ListAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_position_behind_the_end_of_an_older_copy_is_the_beginning()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        await database.PutAsync(Docs.Of("a"));
        var sequence = (await database.GetInfoAsync()).UpdateSequence;

        var changes = await database.ReadChanges(new ChangesOptions { Since = "2" + sequence }).ListAsync();

        changes.Should().ContainSingle();
    }
}
