using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class IdCases
{
    private static readonly string[] Odd =
    [
        "a/b", "a+b c", "100%25", "q?a=b&c#d", "..", ".", "a\\\"b'c", "rd.msg:2024/x:ext", "\u007f", "ü€", "中文", "😀", "\uffee", "e\u0301", "é", " lead", "trail ", "a//b", "A", "tab\there", "null", "{}",
    ];

    public static CaseList All => new(ConformanceArea.Content)
    {
        Odd_ids_reach_their_documents_by_every_call,
        Odd_ids_are_ordered_by_their_bytes,
        Ids_that_differ_by_case_or_composition_are_different_documents,
        A_long_id_is_kept,
        A_design_document_is_a_document,
        An_id_that_is_none_is_refused_and_nothing_is_written,
    };

    private static async Task Odd_ids_reach_their_documents_by_every_call(ConformanceContext context)
    {
        foreach (var id in Odd)
        {
            var revision = await context.PutAsync(id, """{"n":1}""");
            var read = await context.ReadAsync(id, revision);
            Expect.Equal(id, read.Id, "The id read");
            Expect.Equal(revision, await context.Database.GetRevisionAsync(id, context.Stop), $"The revision of '{id}'");
            var second = await context.Database.PutAttachmentAsync(new DocumentReference(id, revision), "f/g ü+.txt", "text/x-y", new MemoryStream([1, 2]), context.Stop);
            await using (var attachment = await context.Database.OpenAttachmentAsync(new DocumentReference(id), "f/g ü+.txt", context.Stop)) Expect.That(attachment is not null, $"the attachment of '{id}' should be there");
            await context.Database.DeleteAsync(id, second, context.Stop);
        }

        var revisions = await context.WriteAllAsync(Odd);
        Expect.Sequence(Odd, await context.Database.BulkReadAsync([.. Odd.Select(id => new DocumentReference(id))], null, context.Stop).Select(found => found.Document!.Id).ToListAsync(context.Stop), "The ids of a bulk read");
        Expect.Sequence(revisions, await context.Database.ReadRevisionsAsync(Odd, context.Stop).Select(row => row.Revision!).ToListAsync(context.Stop), "The revisions looked up");
        Expect.Set(Odd, (await context.ChangesAsync()).Select(change => change.Id), "The ids of the feed");
        Expect.Set(Odd, (await context.ChangesAsync(new ChangesOptions { DocumentIds = Odd })).Select(change => change.Id), "The ids of the feed filtered by all ids");
        var missing = await context.Database.FindMissingRevisionsAsync(Odd.ToDictionary(id => id, _ => (IReadOnlyList<string>)["1-a"]), context.Stop);
        Expect.Set(Odd, missing.Keys, "The ids of missing revisions");
    }

    private static async Task Odd_ids_are_ordered_by_their_bytes(ConformanceContext context)
    {
        await context.WriteAllAsync(Odd);
        var ordered = Odd.Order(IdComparer.Instance).ToList();
        Expect.Sequence(ordered, (await context.RangeAsync()).Select(row => row.Id), "The ids of the whole range");
        for (var i = 0; i + 2 < ordered.Count; i += 3)
        {
            Expect.Sequence(ordered.Skip(i).Take(2), (await context.RangeAsync(new IdRange(ordered[i], ordered[i + 2]))).Select(row => row.Id), "The ids of a part");
        }
    }

    private static async Task Ids_that_differ_by_case_or_composition_are_different_documents(ConformanceContext context)
    {
        string[] ids = ["case", "CASE", "é", "e\u0301", "ß", "ss"];
        await context.WriteAllAsync(ids.Select((id, n) => ConformanceContext.New(id, $$"""{"n":{{n}}}""")));
        for (var n = 0; n < ids.Length; n++) Expect.Json(ConformanceContext.Utf8($$"""{"n":{{n}}}"""), (await context.ReadAsync(ids[n])).Content, $"The body of '{ids[n]}'");
    }

    private static async Task A_long_id_is_kept(ConformanceContext context)
    {
        var id = string.Concat(Enumerable.Repeat("a/ü ", 250));
        await context.PutAsync(id, """{"n":1}""");
        Expect.Equal(id, (await context.ReadAsync(id)).Id, "The id");
        Expect.Sequence([id], (await context.RangeAsync(IdRange.StartingWith("a/"))).Select(row => row.Id), "The ids of the range");
    }

    private static async Task A_design_document_is_a_document(ConformanceContext context)
    {
        var revision = await context.PutAsync("_design/one", """{"language":"javascript"}""");
        Expect.Equal("_design/one", (await context.ReadAsync("_design/one")).Id, "The id");
        await context.WriteAllAsync(["a", "Z", "~"]);
        Expect.Sequence(["Z", "_design/one", "a", "~"], (await context.RangeAsync()).Select(row => row.Id), "The ids of the whole range");
        Expect.That((await context.ChangesAsync()).Any(change => change.Id == "_design/one"), "the feed should name the design document");
        await context.Database.DeleteAsync("_design/one", revision, context.Stop);
        Expect.Equal(null, await context.GetAsync("_design/one"), "The deleted design document");
    }

    private static async Task An_id_that_is_none_is_refused_and_nothing_is_written(ConformanceContext context)
    {
        foreach (var id in new[] { "", "_", "_a", "_local/a", "_all_docs", "_design", "a\ud800", "\udc00b" })
        {
            await Expect.ThrowsAsync<InvalidDocumentException>("A write of an id that is none", () => context.PutAsync(id));
            await Expect.ThrowsAsync<InvalidDocumentException>("A bulk write with an id that is none", () => context.WriteAsync(ConformanceContext.New("fine"), ConformanceContext.New(id)));
        }

        Expect.Equal(0L, (await context.Database.GetInfoAsync(context.Stop)).DocumentCount, "The document count");
    }
}
