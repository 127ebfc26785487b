using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class BulkReadCases
{
    public static CaseList All => new(ConformanceArea.Reads)
    {
        A_bulk_read_answers_in_the_order_asked_and_says_what_is_missing,
        A_bulk_read_without_a_revision_gives_the_winner_a_tombstone_included,
        A_bulk_read_of_revisions_gives_those,
        A_bulk_read_answers_each_reference_also_when_repeated,
        A_bulk_read_of_nothing_gives_nothing,
        A_bulk_read_of_many_is_one_call,
        A_bulk_read_gives_history_and_attachments_when_asked,
        A_bulk_read_can_be_left_early,
    };

    private static async Task A_bulk_read_answers_in_the_order_asked_and_says_what_is_missing(ConformanceContext context)
    {
        await context.WriteAllAsync(["a", "b", "c"], id => ConformanceContext.New(id, $$"""{"id":"{{id}}"}"""));
        var found = await ReadAsync(context, new("c"), new("none"), new("a"), new("b", "7-none"), new("b"));
        Expect.Sequence(["c", "none", "a", "b", "b"], found.Select(result => result.Id), "The ids");
        Expect.Sequence([0, 1, 2, 3, 4], found.Select(result => result.RequestIndex), "The positions");
        Expect.Sequence([DocumentError.None, DocumentError.NotFound, DocumentError.None, DocumentError.NotFound, DocumentError.None], found.Select(result => result.Error), "The errors");
        foreach (var result in found)
        {
            Expect.Equal(result.Error == DocumentError.None, result.Document is not null, $"Whether there is a document at {result.RequestIndex}");
            if (result.Document is not null) Expect.Json(ConformanceContext.Utf8($$"""{"id":"{{result.Id}}"}"""), result.Document.Content, "The body");
        }
    }

    private static async Task A_bulk_read_without_a_revision_gives_the_winner_a_tombstone_included(ConformanceContext context)
    {
        await context.PlantAsync("a", """{"n":1}""", false, "2-b", "1-a");
        await context.PlantAsync("a", """{"n":2}""", false, "2-c", "1-a");
        await context.PlantAsync("gone", """{"by":"x"}""", true, "2-d", "1-a");
        var found = await ReadAsync(context, new("a"), new("gone"));
        Expect.Sequence(["2-c", "2-d"], found.Select(result => result.Document?.Revision ?? ""), "The revisions");
        Expect.That(found[1].Document!.IsDeleted, "the second should be a tombstone");
        Expect.Json(ConformanceContext.Utf8("""{"by":"x"}"""), found[1].Document!.Content, "The tombstone's body");
    }

    private static async Task A_bulk_read_of_revisions_gives_those(ConformanceContext context)
    {
        await context.PlantAsync("a", """{"n":1}""", false, "2-b", "1-a");
        await context.PlantAsync("a", """{"n":2}""", false, "2-c", "1-a");
        await context.PlantAsync("a", """{"n":3}""", true, "3-d", "2-d", "1-a");
        var found = await ReadAsync(context, new("a", "3-d"), new("a", "2-b"), new("a", "2-c"));
        Expect.Sequence(["3-d", "2-b", "2-c"], found.Select(result => result.Document?.Revision ?? ""), "The revisions");
        Expect.Sequence([true, false, false], found.Select(result => result.Document!.IsDeleted), "Which are deleted");
    }

    private static async Task A_bulk_read_answers_each_reference_also_when_repeated(ConformanceContext context)
    {
        await context.WriteAllAsync(["a", "b"]);
        var found = await ReadAsync(context, new("a"), new("b"), new("a"), new("none"), new("a"), new("none"));
        Expect.Sequence(["a", "b", "a", "none", "a", "none"], found.Select(result => result.Id), "The ids");
        Expect.Sequence([0, 1, 2, 3, 4, 5], found.Select(result => result.RequestIndex), "The positions");
        Expect.Equal(4, found.Count(result => result.Document is not null), "The number of documents");
    }

    private static async Task A_bulk_read_of_nothing_gives_nothing(ConformanceContext context) => Expect.Equal(0, (await ReadAsync(context)).Count, "The number of results");

    private static async Task A_bulk_read_of_many_is_one_call(ConformanceContext context)
    {
        string[] ids = [.. Enumerable.Range(0, 1500).Select(n => $"d{n:0000}")];
        await context.WriteAllAsync(ids);
        var found = await context.Database.BulkReadAsync([.. ids.Reverse().Select(id => new DocumentReference(id))], null, context.Stop).ToListAsync(context.Stop);
        Expect.Sequence(ids.Reverse(), found.Select(result => result.Document?.Id ?? ""), "The ids");
    }

    private static async Task A_bulk_read_gives_history_and_attachments_when_asked(ConformanceContext context)
    {
        byte[] bytes = [1, 2, 3];
        var first = await context.PutAsync("a");
        var attachments = new Dictionary<string, DocumentAttachment> { ["f"] = new() { ContentType = "application/octet-stream", Data = bytes } };
        var second = await context.Database.PutAsync(new Document { Id = "a", Revision = first, Attachments = attachments }, context.Stop);
        var plain = (await ReadAsync(context, new DocumentReference("a")))[0].Document!;
        Expect.Equal(0, plain.RevisionHistory.Count, "The length of the history that was not asked for");
        Expect.That(plain.Attachments["f"].Data is null, "the attachment that was not asked for should be a stub");
        var full = await context.Database.BulkReadAsync([new("a")], new ReadOptions { IncludeRevisionHistory = true, IncludeAttachments = true }, context.Stop).SingleAsync(context.Stop);
        Expect.Sequence([second, first], full.Document!.RevisionHistory, "The revisions of the history");
        Expect.Bytes(bytes, full.Document.Attachments["f"].Data, "The attachment");
    }

    private static async Task A_bulk_read_can_be_left_early(ConformanceContext context)
    {
        string[] ids = [.. Enumerable.Range(0, 500).Select(n => $"d{n:000}")];
        await context.WriteAllAsync(ids);
        for (var i = 0; i < 5; i++)
        {
            var first = await context.Database.BulkReadAsync([.. ids.Select(id => new DocumentReference(id))], null, context.Stop).FirstAsync(context.Stop);
            Expect.Equal(ids[0], first.Id, "The first id");
        }

        await context.PutAsync("after");
    }

    private static async Task<List<BulkReadResult>> ReadAsync(ConformanceContext context, params DocumentReference[] references) =>
        await context.Database.BulkReadAsync(references, null, context.Stop).ToListAsync(context.Stop);
}
