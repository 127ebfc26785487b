using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

/// <summary>Where a feed goes on.</summary>
internal static class ChangesPositionCases
{
    private static readonly string[] Ids = ["a", "b", "c", "d", "e", "f", "g"];

    public static CaseList All => new(ConformanceArea.Changes)
    {
        A_feed_goes_on_after_its_last_sequence,
        A_feed_goes_on_after_the_sequence_of_any_change_without_loss,
        A_feed_that_is_left_early_goes_on_without_loss,
        A_limit_pages_through_the_feed_without_loss,
        A_feed_from_now_is_empty,
        Sequences_may_be_rarer_and_the_last_is_known,
    };

    private static async Task A_feed_goes_on_after_its_last_sequence(ConformanceContext context)
    {
        var revisions = await context.WriteAllAsync(Ids);
        var feed = context.Database.ReadChanges();
        await feed.CountAsync(context.Stop);
        await context.ShouldHaveChangedAsync(feed.LastSequence);
        await context.PutAsync("c", """{"n":2}""", revisions[2]);
        await context.PutAsync("new");
        await context.ShouldHaveChangedAsync(feed.LastSequence, "c", "new");
    }

    private static async Task A_feed_goes_on_after_the_sequence_of_any_change_without_loss(ConformanceContext context)
    {
        await context.WriteAllAsync(Ids);
        var changes = await context.ChangesAsync();
        for (var i = 0; i < changes.Count; i++)
        {
            var rest = await context.ChangesAsync(new ChangesOptions { Since = changes[i].Sequence });
            Expect.That(changes.Skip(i + 1).All(change => rest.Any(later => later.Id == change.Id)), $"what follows change {i} should come after its sequence");
        }

        Expect.Equal(0, (await context.ChangesAsync(new ChangesOptions { Since = changes[^1].Sequence })).Count, "The number of changes after the last");
    }

    private static async Task A_feed_that_is_left_early_goes_on_without_loss(ConformanceContext context)
    {
        await context.WriteAllAsync(Ids);
        var feed = context.Database.ReadChanges();
        var first = await feed.Take(3).ToListAsync(context.Stop);
        var rest = await context.ChangesAsync(new ChangesOptions { Since = feed.LastSequence });
        Expect.Set(Ids, first.Concat(rest).Select(change => change.Id).Distinct(StringComparer.Ordinal), "The ids of both parts");
        Expect.That(rest.Count < Ids.Length, "the second part should not start at the beginning");
    }

    private static async Task A_limit_pages_through_the_feed_without_loss(ConformanceContext context)
    {
        await context.WriteAllAsync(Ids);
        var seen = new List<string>();
        string? since = null;
        for (var page = 0; page < 10; page++)
        {
            var feed = context.Database.ReadChanges(new ChangesOptions { Since = since, Limit = 2 });
            var changes = await feed.ToListAsync(context.Stop);
            Expect.That(changes.Count <= 2, "a page should hold two changes at most");
            if (changes.Count == 0) break;
            seen.AddRange(changes.Select(change => change.Id));
            since = feed.LastSequence;
        }

        Expect.Set(Ids, seen, "The ids of all pages");
    }

    private static async Task A_feed_from_now_is_empty(ConformanceContext context)
    {
        await context.WriteAllAsync(Ids);
        var feed = context.Database.ReadChanges(new ChangesOptions { Since = "now" });
        Expect.Equal(0, await feed.CountAsync(context.Stop), "The number of changes");
        await context.PutAsync("new");
        await context.ShouldHaveChangedAsync(feed.LastSequence, "new");
    }

    private static async Task Sequences_may_be_rarer_and_the_last_is_known(ConformanceContext context)
    {
        await context.WriteAllAsync(Ids);
        var feed = context.Database.ReadChanges(new ChangesOptions { SequenceInterval = 3 });
        Expect.Set(Ids, await feed.Select(change => change.Id).ToListAsync(context.Stop), "The ids");
        await context.ShouldHaveChangedAsync(feed.LastSequence);
        var early = context.Database.ReadChanges(new ChangesOptions { SequenceInterval = 100 });
        var first = await early.Take(3).Select(change => change.Id).ToListAsync(context.Stop);
        var rest = await context.ChangesAsync(new ChangesOptions { Since = early.LastSequence });
        Expect.Set(Ids, first.Concat(rest.Select(change => change.Id)).Distinct(StringComparer.Ordinal), "The ids of both parts of a feed that is left early");
    }
}
