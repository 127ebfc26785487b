using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class LocalDocumentCases
{
    public static CaseList All => new(ConformanceArea.LocalDocuments)
    {
        A_local_document_is_written_replaced_and_deleted,
        Deleting_a_local_document_that_is_not_there_is_no_error,
        A_local_document_and_a_document_of_one_id_are_two,
        Local_documents_are_in_no_listing_and_no_count,
        Odd_ids_of_local_documents_are_kept,
        A_local_document_without_an_id_is_refused,
        The_last_writer_of_a_local_document_wins,
        A_large_local_document_is_kept,
    };

    private static async Task A_local_document_is_written_replaced_and_deleted(ConformanceContext context)
    {
        Expect.Equal(null, await context.Database.GetLocalAsync("l", context.Stop), "The local document");
        foreach (var json in new[] { """{"n":1}""", """{"n":2,"text":"ü"}""", "{}" })
        {
            await PutAsync(context, "l", json);
            await CheckAsync(context, "l", json);
        }

        await context.Database.DeleteLocalAsync("l", context.Stop);
        Expect.Equal(null, await context.Database.GetLocalAsync("l", context.Stop), "The deleted local document");
        await PutAsync(context, "l", """{"n":3}""");
        await CheckAsync(context, "l", """{"n":3}""");
    }

    private static async Task Deleting_a_local_document_that_is_not_there_is_no_error(ConformanceContext context)
    {
        await context.Database.DeleteLocalAsync("l", context.Stop);
        await PutAsync(context, "l", "{}");
        for (var i = 0; i < 2; i++) await context.Database.DeleteLocalAsync("l", context.Stop);
    }

    private static async Task A_local_document_and_a_document_of_one_id_are_two(ConformanceContext context)
    {
        await context.PutAsync("a", """{"n":1}""");
        await PutAsync(context, "a", """{"n":2}""");
        Expect.Json(ConformanceContext.Utf8("""{"n":1}"""), (await context.ReadAsync("a")).Content, "The document's body");
        await CheckAsync(context, "a", """{"n":2}""");
    }

    private static async Task Local_documents_are_in_no_listing_and_no_count(ConformanceContext context)
    {
        await PutAsync(context, "l", "{}");
        Expect.Equal(0, (await context.RangeAsync()).Count, "The number of documents");
        Expect.Equal(0L, (await context.Database.GetInfoAsync(context.Stop)).DocumentCount, "The document count");
    }

    private static async Task Odd_ids_of_local_documents_are_kept(ConformanceContext context)
    {
        string[] ids = ["a/b", "a+b c", "ü€😀", "100%25", "q?a=b&c#d", "_under", "\"quoted\"", "trail "];
        for (var n = 0; n < ids.Length; n++) await PutAsync(context, ids[n], $$"""{"n":{{n}}}""");
        for (var n = 0; n < ids.Length; n++)
        {
            await CheckAsync(context, ids[n], $$"""{"n":{{n}}}""");
            Expect.Equal(ids[n], (await context.Database.GetLocalAsync(ids[n], context.Stop))!.Id, "The id");
            await context.Database.DeleteLocalAsync(ids[n], context.Stop);
            Expect.Equal(null, await context.Database.GetLocalAsync(ids[n], context.Stop), "The deleted local document");
        }
    }

    private static async Task A_local_document_without_an_id_is_refused(ConformanceContext context)
    {
        foreach (var id in new[] { "", "a\ud800" })
        {
            await Expect.ThrowsAsync<InvalidDocumentException>("A write of an id that is none", () => PutAsync(context, id, "{}"));
            await Expect.ThrowsAsync<InvalidDocumentException>("A read of an id that is none", () => context.Database.GetLocalAsync(id, context.Stop).AsTask());
        }
    }

    private static async Task The_last_writer_of_a_local_document_wins(ConformanceContext context)
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => PutAsync(context, "l", $$"""{"n":{{n}}}""")));
        Expect.That(await context.Database.GetLocalAsync("l", context.Stop) is not null, "the local document should be there");
        await PutAsync(context, "l", """{"n":"last"}""");
        await CheckAsync(context, "l", """{"n":"last"}""");
    }

    private static async Task A_large_local_document_is_kept(ConformanceContext context)
    {
        var json = $$"""{"text":"{{new string('x', 300_000)}}"}""";
        await PutAsync(context, "l", json);
        await CheckAsync(context, "l", json);
    }

    private static Task PutAsync(ConformanceContext context, string id, string json) => context.Database.PutLocalAsync(new LocalDocument(id, ConformanceContext.Utf8(json)), context.Stop).AsTask();

    private static async Task CheckAsync(ConformanceContext context, string id, string json)
    {
        var read = await context.Database.GetLocalAsync(id, context.Stop);
        Expect.That(read is not null, $"the local document '{id}' should be there");
        Expect.Json(ConformanceContext.Utf8(json), read!.Content, "The local document's body");
    }
}
