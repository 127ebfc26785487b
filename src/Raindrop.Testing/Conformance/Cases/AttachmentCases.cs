using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class AttachmentCases
{
    private static readonly ReadOptions WithBytes = new() { IncludeAttachments = true };

    public static CaseList All => new(ConformanceArea.Attachments)
    {
        Attachments_are_written_with_their_document_and_read_back,
        Attachments_come_as_stubs_unless_asked_for,
        A_stub_keeps_the_bytes_over_updates,
        An_attachment_left_out_is_removed,
        An_attachment_given_anew_is_replaced,
        A_stub_of_what_is_not_there_fails_its_document_alone,
        Equal_bytes_have_equal_digests,
        Attachments_of_every_size_are_kept,
        Attachments_go_with_bulk_and_replicated_writes,
        Attachments_of_a_losing_leaf_are_its_own,
        Odd_names_and_media_types_are_kept,
        A_name_that_starts_with_an_underscore_is_refused,
    };

    private static async Task Attachments_are_written_with_their_document_and_read_back(ConformanceContext context)
    {
        await PutAsync(context, "a", null, ("one", new byte[] { 1, 2, 3 }), ("two", ConformanceContext.Utf8("zwölf")));
        var read = await context.ReadAsync("a", options: WithBytes);
        Expect.Set(["one", "two"], read.Attachments.Keys, "The names");
        Expect.Bytes(new byte[] { 1, 2, 3 }, read.Attachments["one"].Data, "The first attachment");
        Expect.Bytes(ConformanceContext.Utf8("zwölf"), read.Attachments["two"].Data, "The second attachment");
        Expect.Equal("application/octet-stream", read.Attachments["one"].ContentType, "The media type");
        Expect.Json(ConformanceContext.Utf8("""{"n":1}"""), read.Content, "The body");
    }

    private static async Task Attachments_come_as_stubs_unless_asked_for(ConformanceContext context)
    {
        var revision = await PutAsync(context, "a", null, ("f", new byte[] { 1, 2, 3 }));
        DocumentAttachment[] stubs =
        [
            (await context.ReadAsync("a")).Attachments["f"],
            (await context.ReadAsync("a", revision)).Attachments["f"],
            (await context.RangeAsync(default, RangeOptions.WithDocuments)).Single().Document!.Attachments["f"],
            (await context.Database.BulkReadAsync([new("a")], null, context.Stop).SingleAsync(context.Stop)).Document!.Attachments["f"],
            (await context.ChangesAsync(new ChangesOptions { IncludeDocuments = true })).Single().Document!.Attachments["f"],
        ];
        foreach (var stub in stubs)
        {
            Expect.That(stub.Data is null, "the bytes should not come");
            Expect.Equal(3L, stub.Length, "The length");
            Expect.Equal(1, stub.RevisionPosition, "The revision position");
            Expect.Equal("application/octet-stream", stub.ContentType, "The media type");
            Expect.That(!string.IsNullOrEmpty(stub.Digest), "there should be a digest");
        }
    }

    private static async Task A_stub_keeps_the_bytes_over_updates(ConformanceContext context)
    {
        var revision = await PutAsync(context, "a", null, ("f", new byte[] { 1, 2, 3 }));
        var before = (await context.ReadAsync("a")).Attachments;
        for (var n = 2; n < 5; n++)
        {
            var document = new Document { Id = "a", Revision = revision, Content = ConformanceContext.Utf8($$"""{"n":{{n}}}"""), Attachments = (await context.ReadAsync("a")).Attachments };
            revision = n == 2 ? await context.Database.PutAsync(document, context.Stop) : (await context.WriteAllAsync([document]))[0];
        }

        var after = (await context.ReadAsync("a", options: WithBytes)).Attachments["f"];
        Expect.Bytes(new byte[] { 1, 2, 3 }, after.Data, "The attachment");
        Expect.Equal(before["f"].Digest, after.Digest, "The digest");
        Expect.Equal(1, after.RevisionPosition, "The revision position");
    }

    private static async Task An_attachment_left_out_is_removed(ConformanceContext context)
    {
        var revision = await PutAsync(context, "a", null, ("f", new byte[] { 1 }), ("g", new byte[] { 2 }));
        var kept = (await context.ReadAsync("a")).Attachments.Where(pair => pair.Key == "g").ToDictionary();
        revision = await context.Database.PutAsync(new Document { Id = "a", Revision = revision, Attachments = kept }, context.Stop);
        Expect.Set(["g"], (await context.ReadAsync("a")).Attachments.Keys, "The names");
        await context.PutAsync("a", "{}", revision);
        Expect.Equal(0, (await context.ReadAsync("a")).Attachments.Count, "The number of attachments");
        Expect.Equal(null, await context.Database.OpenAttachmentAsync(new DocumentReference("a"), "g", context.Stop), "The removed attachment");
    }

    private static async Task An_attachment_given_anew_is_replaced(ConformanceContext context)
    {
        var revision = await PutAsync(context, "a", null, ("f", new byte[] { 1 }));
        var first = (await context.ReadAsync("a")).Attachments["f"];
        await PutAsync(context, "a", revision, ("f", new byte[] { 2, 2 }));
        var second = (await context.ReadAsync("a", options: WithBytes)).Attachments["f"];
        Expect.Bytes(new byte[] { 2, 2 }, second.Data, "The attachment");
        Expect.That(first.Digest != second.Digest, "the digest should be another one");
        Expect.Equal(2, second.RevisionPosition, "The revision position");
    }

    private static async Task A_stub_of_what_is_not_there_fails_its_document_alone(ConformanceContext context)
    {
        var lost = new Dictionary<string, DocumentAttachment> { ["f"] = new() { ContentType = "a/b", Length = 5, Digest = "md5-XUFAKrxLKna5cZ2REBfFkg==", RevisionPosition = 1 } };
        var results = await context.WriteAsync(ConformanceContext.New("a"), new Document { Id = "lost", Attachments = lost }, ConformanceContext.New("b"));
        Expect.Sequence([true, false, true], results.Select(result => result.IsWritten), "What was written");
        await Expect.ThrowsAsync<DocumentStoreException>("A write of a stub of what is not there", () => context.Database.PutAsync(new Document { Id = "lost", Attachments = lost }, context.Stop).AsTask());
        Expect.Equal(null, await context.GetAsync("lost"), "The document");
    }

    private static async Task Equal_bytes_have_equal_digests(ConformanceContext context)
    {
        await PutAsync(context, "a", null, ("f", new byte[] { 1, 2 }), ("g", new byte[] { 3 }));
        await PutAsync(context, "b", null, ("other", new byte[] { 1, 2 }));
        var (a, b) = ((await context.ReadAsync("a")).Attachments, (await context.ReadAsync("b")).Attachments);
        Expect.Equal(a["f"].Digest, b["other"].Digest, "The digest of the same bytes");
        Expect.That(a["f"].Digest != a["g"].Digest, "other bytes should have another digest");
    }

    private static async Task Attachments_of_every_size_are_kept(ConformanceContext context)
    {
        foreach (var size in new[] { 0, 1, 65_535, 65_536, 1_000_000 })
        {
            var bytes = Pattern(size);
            await PutAsync(context, $"d{size}", null, ("f", bytes), ("small", new byte[] { 7 }));
            var read = await context.ReadAsync($"d{size}", options: WithBytes);
            Expect.Bytes(bytes, read.Attachments["f"].Data, $"The attachment of {size} bytes");
            Expect.Bytes(new byte[] { 7 }, read.Attachments["small"].Data, "The small attachment beside it");
            Expect.Equal(size, (await context.ReadAsync($"d{size}")).Attachments["f"].Length, "The length of the stub");
        }
    }

    private static async Task Attachments_go_with_bulk_and_replicated_writes(ConformanceContext context)
    {
        await context.WriteAllAsync(Enumerable.Range(0, 20).Select(n => With($"d{n:00}", null, ("f", Pattern(n)))));
        var replicated = new Document { Id = "r", Revision = "2-b", RevisionHistory = ["2-b", "1-a"], Attachments = With("r", null, ("f", Pattern(50))).Attachments };
        await context.Database.BulkWriteAsync([replicated], WriteMode.Replicated, context.Stop);
        var found = await context.Database.BulkReadAsync([.. Enumerable.Range(0, 20).Select(n => new DocumentReference($"d{n:00}"))], WithBytes, context.Stop).ToListAsync(context.Stop);
        for (var n = 0; n < 20; n++) Expect.Bytes(Pattern(n), found[n].Document!.Attachments["f"].Data, $"The attachment of {n} bytes");
        Expect.Bytes(Pattern(50), (await context.ReadAsync("r", options: WithBytes)).Attachments["f"].Data, "The attachment of the replicated document");
    }

    private static async Task Attachments_of_a_losing_leaf_are_its_own(ConformanceContext context)
    {
        foreach (var (revision, content) in new[] { ("2-b", new byte[] { 1 }), ("2-c", new byte[] { 2, 2 }) })
        {
            var leaf = new Document { Id = "a", Revision = revision, RevisionHistory = [revision, "1-a"], Attachments = With("a", null, ("f", content)).Attachments };
            await context.Database.BulkWriteAsync([leaf], WriteMode.Replicated, context.Stop);
        }

        Expect.Bytes(new byte[] { 2, 2 }, (await context.ReadAsync("a", options: WithBytes)).Attachments["f"].Data, "The winner's attachment");
        Expect.Bytes(new byte[] { 1 }, (await context.ReadAsync("a", "2-b", WithBytes)).Attachments["f"].Data, "The losing leaf's attachment");
    }

    private static async Task Odd_names_and_media_types_are_kept(ConformanceContext context)
    {
        string[] names = ["a/b.txt", "a+b c", "ü€😀", "100%25", "q?a=b&c#d", "dot.", "\"quoted\""];
        var attachments = names.ToDictionary(name => name, name => new DocumentAttachment { ContentType = "text/plain; charset=utf-8", Data = ConformanceContext.Utf8(name) });
        await context.Database.PutAsync(new Document { Id = "a", Attachments = attachments }, context.Stop);
        var read = await context.ReadAsync("a", options: WithBytes);
        Expect.Set(names, read.Attachments.Keys, "The names");
        foreach (var name in names)
        {
            Expect.Bytes(ConformanceContext.Utf8(name), read.Attachments[name].Data, $"The attachment '{name}'");
            Expect.Equal("text/plain; charset=utf-8", read.Attachments[name].ContentType, "The media type");
        }
    }

    private static Task A_name_that_starts_with_an_underscore_is_refused(ConformanceContext context) =>
        Expect.ThrowsAsync<InvalidDocumentException>("The name '_f'", () => PutAsync(context, "a", null, ("_f", new byte[] { 1 })));

    private static byte[] Pattern(int size)
    {
        var bytes = new byte[size];
        for (var i = 0; i < size; i++) bytes[i] = (byte)((i * 31) + (i >> 8));
        return bytes;
    }

    private static Document With(string id, string? revision, params (string Name, ReadOnlyMemory<byte> Bytes)[] attachments) => new()
    {
        Id = id,
        Revision = revision,
        Content = ConformanceContext.Utf8("""{"n":1}"""),
        Attachments = attachments.ToDictionary(given => given.Name, given => new DocumentAttachment { ContentType = "application/octet-stream", Data = given.Bytes }),
    };

    private static Task<string> PutAsync(ConformanceContext context, string id, string? revision, params (string Name, ReadOnlyMemory<byte> Bytes)[] attachments) =>
        context.Database.PutAsync(With(id, revision, attachments), context.Stop).AsTask();
}
