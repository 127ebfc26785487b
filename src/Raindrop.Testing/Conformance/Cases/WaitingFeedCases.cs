using System.Diagnostics;
using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class WaitingFeedCases
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(5);

    public static CaseList All => new(ConformanceArea.Changes)
    {
        A_long_poll_answers_at_once_when_something_is_there,
        A_long_poll_waits_for_the_first_change,
        A_long_poll_that_waits_in_vain_ends_with_nothing_and_goes_on_without_loss,
        A_long_poll_waits_for_the_ids_that_it_is_for,
        A_continuous_feed_gives_what_is_there_and_then_what_comes,
        A_continuous_feed_from_now_gives_what_comes_only,
        A_continuous_feed_goes_on_after_its_last_sequence,
        A_continuous_feed_is_silent_about_other_ids,
        A_continuous_feed_gives_documents_and_tombstones,
        A_continuous_feed_ends_promptly_when_cancelled,
        A_long_poll_ends_promptly_when_cancelled,
    };

    private static async Task A_long_poll_answers_at_once_when_something_is_there(ConformanceContext context)
    {
        await context.WriteAllAsync(["a", "b"]);
        var clock = Stopwatch.StartNew();
        Expect.Set(["a", "b"], (await context.ChangesAsync(Poll(TimeSpan.FromSeconds(30), null))).Select(change => change.Id), "The ids");
        Expect.That(clock.Elapsed < TimeSpan.FromSeconds(20), "what is there should come without waiting");
    }

    private static async Task A_long_poll_waits_for_the_first_change(ConformanceContext context)
    {
        await context.PutAsync("a");
        var feed = context.Database.ReadChanges(Poll(TimeSpan.FromSeconds(30), await context.EndAsync()));
        var polling = feed.ToListAsync(context.Stop).AsTask();
        Expect.That(await Task.WhenAny(polling, Task.Delay(Moment, TimeProvider.System, context.Stop)) != polling, "the poll should wait while nothing changes");
        await context.PutAsync("b");
        Expect.Set(["b"], (await polling).Select(change => change.Id), "The ids");
        Expect.Equal(0, (await context.ChangesAsync(new ChangesOptions { Since = feed.LastSequence })).Count, "The number of changes after the poll");
    }

    private static async Task A_long_poll_that_waits_in_vain_ends_with_nothing_and_goes_on_without_loss(ConformanceContext context)
    {
        await context.PutAsync("a");
        var feed = context.Database.ReadChanges(Poll(TimeSpan.FromSeconds(1), await context.EndAsync()));
        var clock = Stopwatch.StartNew();
        Expect.Equal(0, await feed.CountAsync(context.Stop), "The number of changes");
        Expect.That(clock.Elapsed > TimeSpan.FromSeconds(0.5), "the poll should have waited");
        await context.PutAsync("b");
        Expect.Set(["b"], (await context.ChangesAsync(new ChangesOptions { Since = feed.LastSequence })).Select(change => change.Id), "The ids changed since");
    }

    private static async Task A_long_poll_waits_for_the_ids_that_it_is_for(ConformanceContext context)
    {
        var polling = context.ChangesAsync(Poll(TimeSpan.FromSeconds(30), await context.EndAsync()) with { DocumentIds = ["b"] });
        await context.PutAsync("a");
        Expect.That(await Task.WhenAny(polling, Task.Delay(Moment, TimeProvider.System, context.Stop)) != polling, "the poll should not end for another id");
        await context.PutAsync("b");
        Expect.Set(["b"], (await polling).Select(change => change.Id), "The ids");
    }

    private static async Task A_continuous_feed_gives_what_is_there_and_then_what_comes(ConformanceContext context)
    {
        await context.WriteAllAsync(["a", "b"]);
        await using var feed = Follow(context, new ChangesOptions());
        string[] first = [(await feed.NextAsync("the first change")).Id, (await feed.NextAsync("the second change")).Id];
        Expect.Set(["a", "b"], first, "The ids of what was there");
        Expect.That(!await feed.HasNextAsync(Moment), "nothing should come while nothing changes");
        var revision = await context.PutAsync("c");
        var change = await feed.NextAsync("the change made while the feed waits");
        Expect.Equal("c", change.Id, "The id");
        Expect.Equal(revision, change.Revision, "The revision");
        Expect.That(change.Sequence is not null, "the change should have a sequence");
        foreach (var id in new[] { "d", "e" })
        {
            await context.PutAsync(id);
            Expect.Equal(id, (await feed.NextAsync("a further change")).Id, "The id");
        }
    }

    private static async Task A_continuous_feed_from_now_gives_what_comes_only(ConformanceContext context)
    {
        await context.PutAsync("a");
        await using var feed = Follow(context, new ChangesOptions { Since = "now" });
        Expect.That(!await feed.HasNextAsync(TimeSpan.FromSeconds(1)), "what was there should not come");
        await context.PutAsync("b");
        Expect.Equal("b", (await feed.NextAsync("the change")).Id, "The id");
    }

    private static async Task A_continuous_feed_goes_on_after_its_last_sequence(ConformanceContext context)
    {
        await context.WriteAllAsync(["a", "b", "c"]);
        var source = context.Database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.Continuous });
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await using (var feed = new LiveFeed<DocumentChange>(source, context.Stop))
        {
            for (var i = 0; i < 2; i++) seen.Add((await feed.NextAsync("a change")).Id);
        }

        await context.PutAsync("d");
        await using var rest = Follow(context, new ChangesOptions { Since = source.LastSequence });
        while (seen.Count < 4) seen.Add((await rest.NextAsync("a change that was not seen yet")).Id);
    }

    private static async Task A_continuous_feed_is_silent_about_other_ids(ConformanceContext context)
    {
        await using var feed = Follow(context, new ChangesOptions { DocumentIds = ["b"] });
        await context.PutAsync("a");
        Expect.That(!await feed.HasNextAsync(Moment), "another id should not come");
        await context.PutAsync("b");
        Expect.Equal("b", (await feed.NextAsync("the change")).Id, "The id");
    }

    private static async Task A_continuous_feed_gives_documents_and_tombstones(ConformanceContext context)
    {
        await using var feed = Follow(context, new ChangesOptions { IncludeDocuments = true });
        var first = await context.PutAsync("a", """{"n":1}""");
        Expect.Json(ConformanceContext.Utf8("""{"n":1}"""), (await feed.NextAsync("the creation")).Document!.Content, "The body");
        await context.Database.PutAsync(ConformanceContext.New("a", """{"by":"x"}""", first, deleted: true), context.Stop);
        var gone = await feed.NextAsync("the deletion");
        Expect.That(gone.IsDeleted, "the change should say that the document is deleted");
        Expect.Json(ConformanceContext.Utf8("""{"by":"x"}"""), gone.Document!.Content, "The tombstone's body");
    }

    private static async Task A_continuous_feed_ends_promptly_when_cancelled(ConformanceContext context)
    {
        await using var feed = Follow(context, new ChangesOptions { Since = "now" });
        Expect.That(!await feed.HasNextAsync(Moment), "nothing should come");
        await feed.CancelAsync(Prompt);
    }

    private static async Task A_long_poll_ends_promptly_when_cancelled(ConformanceContext context)
    {
        await using var feed = new LiveFeed<DocumentChange>(context.Database.ReadChanges(Poll(TimeSpan.FromSeconds(50), await context.EndAsync())), context.Stop);
        Expect.That(!await feed.HasNextAsync(Moment), "nothing should come");
        await feed.CancelAsync(Prompt);
    }

    private static ChangesOptions Poll(TimeSpan timeout, string? since) => new() { Kind = ChangesFeedKind.LongPoll, Timeout = timeout, Since = since };

    private static LiveFeed<DocumentChange> Follow(ConformanceContext context, ChangesOptions options) =>
        new(context.Database.ReadChanges(options with { Kind = ChangesFeedKind.Continuous }), context.Stop);
}
