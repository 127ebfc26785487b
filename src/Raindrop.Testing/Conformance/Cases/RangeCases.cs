using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class RangeCases
{
    private static readonly string[] Ids = ["a", "b", "b1", "b2", "c", "d", "e"];

    public static CaseList All => new(ConformanceArea.Reads)
    {
        A_range_includes_its_start_and_excludes_its_end,
        A_range_without_bounds_is_everything,
        A_range_whose_bounds_meet_or_cross_is_empty,
        A_range_that_falls_keeps_its_bounds,
        A_limit_takes_from_the_near_end,
        A_limit_below_one_is_refused,
        A_range_gives_ids_and_revisions_and_documents_when_asked,
        A_range_leaves_tombstones_out,
        Several_ranges_come_range_by_range,
        A_limit_is_per_range,
        No_ranges_give_no_rows,
        A_range_can_be_left_early,
    };

    private static async Task A_range_includes_its_start_and_excludes_its_end(ConformanceContext context)
    {
        await context.WriteAllAsync(Ids);
        await CheckAsync(context, new IdRange("b", "c"), null, "b", "b1", "b2");
        await CheckAsync(context, new IdRange("aa", "b0"), null, "b");
        await CheckAsync(context, IdRange.StartingWith("b"), null, "b", "b1", "b2");
        await CheckAsync(context, new IdRange("b", "b\u0000"), null, "b");
        await CheckAsync(context, new IdRange("f", "z"), null);
    }

    private static async Task A_range_without_bounds_is_everything(ConformanceContext context)
    {
        await CheckAsync(context, default, null);
        await context.WriteAllAsync(Ids.Reverse());
        await CheckAsync(context, default, null, Ids);
        await CheckAsync(context, new IdRange("c", null), null, "c", "d", "e");
        await CheckAsync(context, new IdRange(null, "b1"), null, "a", "b");
    }

    private static async Task A_range_whose_bounds_meet_or_cross_is_empty(ConformanceContext context)
    {
        await context.WriteAllAsync(Ids);
        foreach (var descending in new[] { false, true })
        {
            await CheckAsync(context, new IdRange("b", "b"), new RangeOptions { Descending = descending });
            await CheckAsync(context, new IdRange("c", "b"), new RangeOptions { Descending = descending });
        }
    }

    private static async Task A_range_that_falls_keeps_its_bounds(ConformanceContext context)
    {
        await context.WriteAllAsync(Ids);
        var falling = new RangeOptions { Descending = true };
        await CheckAsync(context, new IdRange("b", "d"), falling, "c", "b2", "b1", "b");
        await CheckAsync(context, new IdRange("b", "cc"), falling, "c", "b2", "b1", "b");
        await CheckAsync(context, default, falling, [.. Ids.Reverse()]);
        await CheckAsync(context, new IdRange(null, "b1"), falling, "b", "a");
        await CheckAsync(context, new IdRange("d", null), falling, "e", "d");
    }

    private static async Task A_limit_takes_from_the_near_end(ConformanceContext context)
    {
        await context.WriteAllAsync(Ids);
        await CheckAsync(context, default, new RangeOptions { Limit = 2 }, "a", "b");
        await CheckAsync(context, new IdRange("b1", null), new RangeOptions { Limit = 1 }, "b1");
        await CheckAsync(context, new IdRange("b", "d"), new RangeOptions { Limit = 2, Descending = true }, "c", "b2");
        await CheckAsync(context, new IdRange("b", "dd"), new RangeOptions { Limit = 1, Descending = true }, "d");
        await CheckAsync(context, default, new RangeOptions { Limit = 100 }, Ids);
        await CheckAsync(context, default, new RangeOptions { Limit = int.MaxValue, Descending = true }, [.. Ids.Reverse()]);
    }

    private static async Task A_limit_below_one_is_refused(ConformanceContext context)
    {
        foreach (var limit in new[] { 0, -1 }) await Expect.ThrowsAsync<ArgumentException>($"The limit {limit}", () => context.RangeAsync(default, new RangeOptions { Limit = limit }));
    }

    private static async Task A_range_gives_ids_and_revisions_and_documents_when_asked(ConformanceContext context)
    {
        var revisions = await context.WriteAllAsync(Ids, id => ConformanceContext.New(id, $$"""{"id":"{{id}}"}"""));
        var plain = await context.RangeAsync();
        Expect.Sequence(revisions, plain.Select(row => row.Revision!), "The revisions");
        Expect.That(plain.All(row => row.Document is null), "documents that were not asked for should not come");
        foreach (var row in await context.RangeAsync(default, RangeOptions.WithDocuments))
        {
            Expect.Json(ConformanceContext.Utf8($$"""{"id":"{{row.Id}}"}"""), row.Document!.Content, "The body");
            Expect.Equal(row.Revision, row.Document.Revision, "The document's revision");
            Expect.Equal(row.Id, row.Document.Id, "The document's id");
        }
    }

    private static async Task A_range_leaves_tombstones_out(ConformanceContext context)
    {
        var revisions = await context.WriteAllAsync(Ids);
        await context.Database.DeleteAsync("b", revisions[1], context.Stop);
        await context.Database.DeleteAsync("a", revisions[0], context.Stop);
        await CheckAsync(context, default, new RangeOptions { Limit = 2 }, "b1", "b2");
        await CheckAsync(context, new IdRange(null, "b1"), RangeOptions.WithDocuments);
    }

    private static async Task Several_ranges_come_range_by_range(ConformanceContext context)
    {
        await context.WriteAllAsync(Ids);
        IdRange[] ranges = [new("d", null), new("x", "y"), new("c", "b"), IdRange.StartingWith("b"), new("b1", "d")];
        var rows = await context.Database.ReadRangesAsync(ranges, null, context.Stop).Select(row => $"{row.RequestIndex} {row.Id}").ToListAsync(context.Stop);
        Expect.Sequence(["0 d", "0 e", "3 b", "3 b1", "3 b2", "4 b1", "4 b2", "4 c"], rows, "The ranges and ids");
        var alone = await context.Database.ReadRangesAsync([new IdRange("d", null)], RangeOptions.WithDocuments, context.Stop).ToListAsync(context.Stop);
        Expect.Sequence(["0 d", "0 e"], alone.Select(row => $"{row.RequestIndex} {row.Document!.Id}"), "The ids of one range alone");
    }

    private static async Task A_limit_is_per_range(ConformanceContext context)
    {
        await context.WriteAllAsync(Ids);
        IdRange[] ranges = [default, IdRange.StartingWith("b"), new("e", null)];
        var rising = await context.Database.ReadRangesAsync(ranges, new RangeOptions { Limit = 2 }, context.Stop).Select(row => row.Id).ToListAsync(context.Stop);
        Expect.Sequence(["a", "b", "b", "b1", "e"], rising, "The ids");
        var falling = await context.Database.ReadRangesAsync(ranges, new RangeOptions { Limit = 2, Descending = true }, context.Stop).Select(row => row.Id).ToListAsync(context.Stop);
        Expect.Sequence(["e", "d", "b2", "b1", "e"], falling, "The ids in falling order");
    }

    private static async Task No_ranges_give_no_rows(ConformanceContext context)
    {
        await context.PutAsync("a");
        Expect.Equal(0, await context.Database.ReadRangesAsync([], null, context.Stop).CountAsync(context.Stop), "The number of rows");
    }

    private static async Task A_range_can_be_left_early(ConformanceContext context)
    {
        await context.WriteAllAsync(Enumerable.Range(0, 1000).Select(n => $"d{n:000}"));
        for (var i = 0; i < 5; i++) Expect.Equal("d000", (await context.Database.ReadRangeAsync(default, RangeOptions.WithDocuments, context.Stop).FirstAsync(context.Stop)).Id, "The first id");
        await context.PutAsync("after");
    }

    private static async Task CheckAsync(ConformanceContext context, IdRange range, RangeOptions? options, params string[] ids) =>
        Expect.Sequence(ids, (await context.RangeAsync(range, options)).Select(row => row.Id), $"The ids from '{range.Start}' to '{range.End}'");
}
