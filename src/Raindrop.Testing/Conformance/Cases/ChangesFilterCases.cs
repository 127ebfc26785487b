using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class ChangesFilterCases
{
    public static CaseList All => new(ConformanceArea.Changes)
    {
        A_feed_of_given_ids_names_those_alone,
        A_feed_of_no_ids_is_empty,
        A_feed_of_given_ids_has_a_limit_too,
        { StoreCapabilities.ChangesSelector, A_feed_by_selector_names_what_matches },
        { StoreCapabilities.ChangesSelector, A_feed_by_selector_goes_on_after_its_last_sequence },
        Options_that_contradict_are_refused,
    };

    private static async Task A_feed_of_given_ids_names_those_alone(ConformanceContext context)
    {
        var revisions = await context.WriteAllAsync(["a", "b", "c", "d"]);
        await context.Database.DeleteAsync("b", revisions[1], context.Stop);
        var feed = context.Database.ReadChanges(new ChangesOptions { DocumentIds = ["b", "d", "none"], IncludeDocuments = true });
        var changes = await feed.ToListAsync(context.Stop);
        Expect.Set(["b", "d"], changes.Select(change => change.Id), "The ids");
        Expect.That(changes.Single(change => change.Id == "b").IsDeleted, "'b' should be deleted");
        Expect.That(changes.All(change => change.Document is not null), "documents should come");
        await context.WriteAllAsync(["e", "none"]);
        var later = await context.ChangesAsync(new ChangesOptions { Since = feed.LastSequence, DocumentIds = ["b", "d", "none"] });
        Expect.Set(["none"], later.Select(change => change.Id), "The ids changed since");
    }

    private static async Task A_feed_of_no_ids_is_empty(ConformanceContext context)
    {
        await context.PutAsync("a");
        Expect.Equal(0, (await context.ChangesAsync(new ChangesOptions { DocumentIds = [] })).Count, "The number of changes");
    }

    private static async Task A_feed_of_given_ids_has_a_limit_too(ConformanceContext context)
    {
        await context.WriteAllAsync(["a", "b", "c", "d"]);
        var feed = context.Database.ReadChanges(new ChangesOptions { DocumentIds = ["a", "c", "d"], Limit = 2 });
        var first = await feed.Select(change => change.Id).ToListAsync(context.Stop);
        var rest = await context.ChangesAsync(new ChangesOptions { DocumentIds = ["a", "c", "d"], Since = feed.LastSequence });
        Expect.Equal(2, first.Count, "The number of changes");
        Expect.Set(["a", "c", "d"], first.Concat(rest.Select(change => change.Id)).Distinct(StringComparer.Ordinal), "The ids of both parts");
    }

    private static async Task A_feed_by_selector_names_what_matches(ConformanceContext context)
    {
        await context.WriteAllAsync([ConformanceContext.New("a", """{"k":"x"}"""), ConformanceContext.New("b", """{"k":"y"}"""), ConformanceContext.New("c", """{"k":"x"}"""), ConformanceContext.New("d")]);
        var changes = await context.ChangesAsync(new ChangesOptions { Selector = ConformanceContext.Utf8("""{"k":"x"}"""), IncludeDocuments = true });
        Expect.Set(["a", "c"], changes.Select(change => change.Id), "The ids");
        Expect.That(changes.All(change => change.Document is not null), "documents should come");
    }

    private static async Task A_feed_by_selector_goes_on_after_its_last_sequence(ConformanceContext context)
    {
        var options = new ChangesOptions { Selector = ConformanceContext.Utf8("""{"k":"x"}""") };
        await context.WriteAllAsync([ConformanceContext.New("a", """{"k":"x"}"""), ConformanceContext.New("b", """{"k":"y"}""")]);
        var feed = context.Database.ReadChanges(options);
        await feed.CountAsync(context.Stop);
        await context.WriteAllAsync([ConformanceContext.New("c", """{"k":"x"}"""), ConformanceContext.New("d", """{"k":"y"}""")]);
        Expect.Set(["c"], (await context.ChangesAsync(options with { Since = feed.LastSequence })).Select(change => change.Id), "The ids changed since");
    }

    private static async Task Options_that_contradict_are_refused(ConformanceContext context)
    {
        ChangesOptions[] wrong =
        [
            new() { Limit = 0 },
            new() { Kind = ChangesFeedKind.Continuous, Limit = 3 },
            new() { SequenceInterval = 0 },
        ];
        foreach (var options in wrong) await Expect.ThrowsAsync<ArgumentException>("A feed of such options", () => context.ChangesAsync(options));
    }
}
