using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class WinnerCases
{
    private static readonly ReadOptions Conflicts = new() { IncludeConflicts = true };

    public static CaseList All => new(ConformanceArea.Revisions)
    {
        The_longer_branch_wins,
        Of_branches_as_long_the_greater_suffix_wins,
        Generations_are_compared_as_numbers,
        A_tombstone_loses_against_what_is_not_deleted_however_long_its_branch,
        The_order_in_which_leaves_arrive_does_not_matter,
        Conflicts_name_the_losing_leaves_that_are_not_deleted,
        Deleting_a_losing_leaf_resolves_the_conflict,
        Deleting_the_winner_lets_another_leaf_win,
        A_losing_leaf_can_be_written_on,
        A_losing_leaf_is_read_by_its_name,
        A_document_is_deleted_when_all_its_leaves_are,
    };

    private static async Task The_longer_branch_wins(ConformanceContext context)
    {
        await context.PlantAsync("a", """{"n":1}""", false, "3-a", "2-a", "1-a");
        await context.PlantAsync("a", """{"n":2}""", false, "2-z", "1-a");
        await CheckAsync(context, "3-a", "2-z");
    }

    private static async Task Of_branches_as_long_the_greater_suffix_wins(ConformanceContext context)
    {
        await context.PlantAsync("a", """{"n":1}""", false, "2-b", "1-a");
        await context.PlantAsync("a", """{"n":2}""", false, "2-c", "1-a");
        await context.PlantAsync("a", """{"n":3}""", false, "2-a", "1-a");
        await CheckAsync(context, "2-c", "2-b", "2-a");
        Expect.Json(ConformanceContext.Utf8("""{"n":2}"""), (await context.ReadAsync("a")).Content, "The winner's body");
    }

    private static async Task Generations_are_compared_as_numbers(ConformanceContext context)
    {
        await context.PlantAsync("a", "{}", false, "10-a");
        await context.PlantAsync("a", "{}", false, "9-b");
        await CheckAsync(context, "10-a", "9-b");
    }

    private static async Task A_tombstone_loses_against_what_is_not_deleted_however_long_its_branch(ConformanceContext context)
    {
        await context.PlantAsync("a", "{}", false, "2-a", "1-a");
        await context.PlantAsync("a", "{}", true, "5-z", "4-z", "3-z", "2-z", "1-a");
        await CheckAsync(context, "2-a");
    }

    private static async Task The_order_in_which_leaves_arrive_does_not_matter(ConformanceContext context)
    {
        (string Json, bool Deleted, string[] History)[] leaves = [("""{"n":1}""", false, ["2-a", "1-a"]), ("""{"n":2}""", false, ["2-b", "1-a"]), ("{}", true, ["3-z", "2-z", "1-a"])];
        foreach (var (json, deleted, history) in leaves) await context.PlantAsync("a", json, deleted, history);
        foreach (var (json, deleted, history) in leaves.Reverse()) await context.PlantAsync("b", json, deleted, history);
        Expect.Equal("2-b", (await context.ReadAsync("a")).Revision, "The winner of one order");
        Expect.Equal("2-b", (await context.ReadAsync("b")).Revision, "The winner of the other order");
    }

    private static async Task Conflicts_name_the_losing_leaves_that_are_not_deleted(ConformanceContext context)
    {
        await context.PlantAsync("a", "{}", false, "2-c", "1-a");
        await context.PlantAsync("a", "{}", false, "2-b", "1-a");
        await context.PlantAsync("a", "{}", true, "3-d", "2-d", "1-a");
        await CheckAsync(context, "2-c", "2-b");
        var row = (await context.RangeAsync(default, new RangeOptions { IncludeDocuments = true, IncludeConflicts = true })).Single();
        Expect.Sequence(["2-b"], row.Document!.Conflicts, "The conflicts in a range");
    }

    private static async Task Deleting_a_losing_leaf_resolves_the_conflict(ConformanceContext context)
    {
        await context.PlantAsync("a", """{"n":1}""", false, "2-c", "1-a");
        await context.PlantAsync("a", """{"n":2}""", false, "2-b", "1-a");
        await context.WriteAllAsync([ConformanceContext.New("a", "{}", "2-b", deleted: true)]);
        await CheckAsync(context, "2-c");
        Expect.Equal(1L, (await context.Database.GetInfoAsync(context.Stop)).DocumentCount, "The document count");
    }

    private static async Task Deleting_the_winner_lets_another_leaf_win(ConformanceContext context)
    {
        await context.PlantAsync("a", """{"n":1}""", false, "2-c", "1-a");
        await context.PlantAsync("a", """{"n":2}""", false, "2-b", "1-a");
        await context.Database.DeleteAsync("a", "2-c", context.Stop);
        await CheckAsync(context, "2-b");
        Expect.Json(ConformanceContext.Utf8("""{"n":2}"""), (await context.ReadAsync("a")).Content, "The body");
        Expect.Equal("2-b", await context.Database.GetRevisionAsync("a", context.Stop), "The winning revision");
    }

    private static async Task A_losing_leaf_can_be_written_on(ConformanceContext context)
    {
        await context.PlantAsync("a", "{}", false, "2-c", "1-a");
        await context.PlantAsync("a", "{}", false, "2-b", "1-a");
        await CheckAsync(context, await context.PutAsync("a", """{"n":3}""", "2-b"), "2-c");
    }

    private static async Task A_losing_leaf_is_read_by_its_name(ConformanceContext context)
    {
        await context.PlantAsync("a", """{"n":1}""", false, "2-c", "1-a");
        await context.PlantAsync("a", """{"n":2}""", false, "2-b", "1-a");
        Expect.Json(ConformanceContext.Utf8("""{"n":2}"""), (await context.ReadAsync("a", "2-b")).Content, "The losing leaf's body");
        var found = await context.Database.BulkReadAsync([new DocumentReference("a", "2-b"), new DocumentReference("a")], null, context.Stop).ToListAsync(context.Stop);
        Expect.Sequence(["2-b", "2-c"], found.Select(result => result.Document!.Revision!), "The revisions of a bulk read");
    }

    private static async Task A_document_is_deleted_when_all_its_leaves_are(ConformanceContext context)
    {
        await context.PlantAsync("a", "{}", false, "2-c", "1-a");
        await context.PlantAsync("a", "{}", false, "2-b", "1-a");
        await context.Database.DeleteAsync("a", "2-c", context.Stop);
        await context.Database.DeleteAsync("a", "2-b", context.Stop);
        Expect.Equal(null, await context.GetAsync("a"), "The document");
        Expect.Equal(0, (await context.RangeAsync()).Count, "The number of documents");
        var info = await context.Database.GetInfoAsync(context.Stop);
        Expect.Equal(0L, info.DocumentCount, "The document count");
        Expect.Equal(1L, info.DeletedCount, "The count of tombstones");
    }

    private static async Task CheckAsync(ConformanceContext context, string winner, params string[] conflicts)
    {
        var read = await context.ReadAsync("a", options: Conflicts);
        Expect.Equal(winner, read.Revision, "The winning revision");
        Expect.Set(conflicts, read.Conflicts, "The conflicts");
        Expect.Equal(winner, (await context.RangeAsync()).Single().Revision, "The revision in a range");
        Expect.Equal(winner, (await context.ChangesAsync()).Single().Revision, "The revision in the feed");
    }
}
