using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class AttachmentCases
{
    public static CaseList All => new(ConformanceArea.Attachments)
    {
        Attachments_are_written_with_their_document_and_read_back,
        Equal_bytes_have_equal_digests,
        Attachments_of_every_size_are_kept,
        Attachments_go_with_bulk_and_replicated_writes,
        Attachments_of_a_losing_leaf_are_its_own,
        Odd_names_and_media_types_are_kept,
        A_name_that_starts_with_an_underscore_is_refused,
    };

    private static async Task Attachments_are_written_with_their_document_and_read_back(ConformanceContext context)
    {
        await Attached.PutAsync(context, "a", null, ("one", new byte[] { 1, 2, 3 }), ("two", ConformanceContext.Utf8("zwölf")));
        var read = await context.ReadAsync("a", options: Attached.WithBytes);
        Expect.Set(["one", "two"], read.Attachments.Keys, "The names");
        Expect.Bytes(new byte[] { 1, 2, 3 }, read.Attachments["one"].Data, "The first attachment");
        Expect.Bytes(ConformanceContext.Utf8("zwölf"), read.Attachments["two"].Data, "The second attachment");
        Expect.Equal("application/octet-stream", read.Attachments["one"].ContentType, "The media type");
        Expect.Json(ConformanceContext.Utf8("""{"n":1}"""), read.Content, "The body");
    }

    private static async Task Equal_bytes_have_equal_digests(ConformanceContext context)
    {
        await Attached.PutAsync(context, "a", null, ("f", new byte[] { 1, 2 }), ("g", new byte[] { 3 }));
        await Attached.PutAsync(context, "b", null, ("other", new byte[] { 1, 2 }));
        var (a, b) = ((await context.ReadAsync("a")).Attachments, (await context.ReadAsync("b")).Attachments);
        Expect.Equal(a["f"].Digest, b["other"].Digest, "The digest of the same bytes");
        Expect.That(a["f"].Digest != a["g"].Digest, "other bytes should have another digest");
    }

    private static async Task Attachments_of_every_size_are_kept(ConformanceContext context)
    {
        foreach (var size in new[] { 0, 1, 65_535, 65_536, 1_000_000 })
        {
            var bytes = Attached.Pattern(size);
            await Attached.PutAsync(context, $"d{size}", null, ("f", bytes), ("small", new byte[] { 7 }));
            var read = await context.ReadAsync($"d{size}", options: Attached.WithBytes);
            Expect.Bytes(bytes, read.Attachments["f"].Data, $"The attachment of {size} bytes");
            Expect.Bytes(new byte[] { 7 }, read.Attachments["small"].Data, "The small attachment beside it");
            Expect.Equal(size, (await context.ReadAsync($"d{size}")).Attachments["f"].Length, "The length of the stub");
        }
    }

    private static async Task Attachments_go_with_bulk_and_replicated_writes(ConformanceContext context)
    {
        await context.WriteAllAsync(Enumerable.Range(0, 20).Select(n => Attached.With($"d{n:00}", null, ("f", Attached.Pattern(n)))));
        var replicated = new Document { Id = "r", Revision = "2-b", RevisionHistory = ["2-b", "1-a"], Attachments = Attached.With("r", null, ("f", Attached.Pattern(50))).Attachments };
        await context.Database.BulkWriteAsync([replicated], WriteMode.Replicated, context.Stop);
        var found = await context.Database.BulkReadAsync([.. Enumerable.Range(0, 20).Select(n => new DocumentReference($"d{n:00}"))], Attached.WithBytes, context.Stop).ToListAsync(context.Stop);
        for (var n = 0; n < 20; n++) Expect.Bytes(Attached.Pattern(n), found[n].Document!.Attachments["f"].Data, $"The attachment of {n} bytes");
        Expect.Bytes(Attached.Pattern(50), (await context.ReadAsync("r", options: Attached.WithBytes)).Attachments["f"].Data, "The attachment of the replicated document");
    }

    private static async Task Attachments_of_a_losing_leaf_are_its_own(ConformanceContext context)
    {
        foreach (var (revision, content) in new[] { ("2-b", new byte[] { 1 }), ("2-c", new byte[] { 2, 2 }) })
        {
            var leaf = new Document { Id = "a", Revision = revision, RevisionHistory = [revision, "1-a"], Attachments = Attached.With("a", null, ("f", content)).Attachments };
            await context.Database.BulkWriteAsync([leaf], WriteMode.Replicated, context.Stop);
        }

        Expect.Bytes(new byte[] { 2, 2 }, (await context.ReadAsync("a", options: Attached.WithBytes)).Attachments["f"].Data, "The winner's attachment");
        Expect.Bytes(new byte[] { 1 }, (await context.ReadAsync("a", "2-b", Attached.WithBytes)).Attachments["f"].Data, "The losing leaf's attachment");
    }

    private static async Task Odd_names_and_media_types_are_kept(ConformanceContext context)
    {
        string[] names = ["a/b.txt", "a+b c", "ü€😀", "100%25", "q?a=b&c#d", "dot.", "\"quoted\""];
        var attachments = names.ToDictionary(name => name, name => new DocumentAttachment { ContentType = "text/plain; charset=utf-8", Data = ConformanceContext.Utf8(name) });
        await context.Database.PutAsync(new Document { Id = "a", Attachments = attachments }, context.Stop);
        var read = await context.ReadAsync("a", options: Attached.WithBytes);
        Expect.Set(names, read.Attachments.Keys, "The names");
        foreach (var name in names)
        {
            Expect.Bytes(ConformanceContext.Utf8(name), read.Attachments[name].Data, $"The attachment '{name}'");
            Expect.Equal("text/plain; charset=utf-8", read.Attachments[name].ContentType, "The media type");
        }
    }

    private static Task A_name_that_starts_with_an_underscore_is_refused(ConformanceContext context) =>
        Expect.ThrowsAsync<InvalidDocumentException>("The name '_f'", () => Attached.PutAsync(context, "a", null, ("_f", new byte[] { 1 })));
}
