using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class LookupCases
{
    public static CaseList All => new(ConformanceArea.Reads)
    {
        Ids_are_looked_up_in_the_order_asked_with_what_is_missing_and_what_is_deleted,
        A_lookup_answers_each_id_also_when_repeated,
        A_lookup_names_the_winner,
        A_lookup_of_many_is_one_call,
        A_lookup_of_nothing_gives_nothing,
    };

    private static async Task Ids_are_looked_up_in_the_order_asked_with_what_is_missing_and_what_is_deleted(ConformanceContext context)
    {
        var revisions = await context.WriteAllAsync(["a", "b", "c"]);
        var tombstone = await context.Database.DeleteAsync("b", revisions[1], context.Stop);
        var rows = await ReadAsync(context, "c", "none", "b", "a");
        Expect.Sequence(["c", "none", "b", "a"], rows.Select(row => row.Id), "The ids");
        Expect.Sequence([revisions[2], null, tombstone, revisions[0]], rows.Select(row => row.Revision), "The revisions");
        Expect.Sequence([false, false, true, false], rows.Select(row => row.IsDeleted), "Which are deleted");
        Expect.Sequence([0, 1, 2, 3], rows.Select(row => row.RequestIndex), "The positions");
    }

    private static async Task A_lookup_answers_each_id_also_when_repeated(ConformanceContext context)
    {
        await context.PutAsync("a");
        var rows = await ReadAsync(context, "a", "none", "a", "none");
        Expect.Sequence(["a", "none", "a", "none"], rows.Select(row => row.Id), "The ids");
        Expect.Sequence([0, 1, 2, 3], rows.Select(row => row.RequestIndex), "The positions");
    }

    private static async Task A_lookup_names_the_winner(ConformanceContext context)
    {
        await context.PlantAsync("a", "{}", false, "2-b", "1-a");
        await context.PlantAsync("a", "{}", true, "4-z", "3-z", "2-z", "1-a");
        await context.PlantAsync("a", "{}", false, "2-c", "1-a");
        Expect.Equal("2-c", (await ReadAsync(context, "a")).Single().Revision, "The revision");
    }

    private static async Task A_lookup_of_many_is_one_call(ConformanceContext context)
    {
        string[] ids = [.. Enumerable.Range(0, 2000).Select(n => $"d{n:0000}")];
        var revisions = await context.WriteAllAsync(ids);
        Expect.Sequence(revisions.Reverse(), (await ReadAsync(context, [.. ids.Reverse()])).Select(row => row.Revision), "The revisions");
    }

    private static async Task A_lookup_of_nothing_gives_nothing(ConformanceContext context) => Expect.Equal(0, (await ReadAsync(context)).Count, "The number of rows");

    private static async Task<List<DocumentRow>> ReadAsync(ConformanceContext context, params string[] ids) =>
        await context.Database.ReadRevisionsAsync(ids, context.Stop).ToListAsync(context.Stop);
}
