using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

/// <summary>What becomes of attachments when their document is written again.</summary>
internal static class AttachmentUpdateCases
{
    public static CaseList All => new(ConformanceArea.Attachments)
    {
        Attachments_come_as_stubs_unless_asked_for,
        A_stub_keeps_the_bytes_over_updates,
        An_attachment_left_out_is_removed,
        An_attachment_given_anew_is_replaced,
        A_stub_of_what_is_not_there_fails_its_document_alone,
    };

    private static async Task Attachments_come_as_stubs_unless_asked_for(ConformanceContext context)
    {
        var revision = await Attached.PutAsync(context, "a", null, ("f", new byte[] { 1, 2, 3 }));
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
        var revision = await Attached.PutAsync(context, "a", null, ("f", new byte[] { 1, 2, 3 }));
        var before = (await context.ReadAsync("a")).Attachments;
        for (var n = 2; n < 5; n++)
        {
            var document = new Document { Id = "a", Revision = revision, Content = ConformanceContext.Utf8($$"""{"n":{{n}}}"""), Attachments = (await context.ReadAsync("a")).Attachments };
            revision = n == 2 ? await context.Database.PutAsync(document, context.Stop) : (await context.WriteAllAsync([document]))[0];
        }

        var after = (await context.ReadAsync("a", options: Attached.WithBytes)).Attachments["f"];
        Expect.Bytes(new byte[] { 1, 2, 3 }, after.Data, "The attachment");
        Expect.Equal(before["f"].Digest, after.Digest, "The digest");
        Expect.Equal(1, after.RevisionPosition, "The revision position");
    }

    private static async Task An_attachment_left_out_is_removed(ConformanceContext context)
    {
        var revision = await Attached.PutAsync(context, "a", null, ("f", new byte[] { 1 }), ("g", new byte[] { 2 }));
        var kept = (await context.ReadAsync("a")).Attachments.Where(pair => pair.Key == "g").ToDictionary();
        revision = await context.Database.PutAsync(new Document { Id = "a", Revision = revision, Attachments = kept }, context.Stop);
        Expect.Set(["g"], (await context.ReadAsync("a")).Attachments.Keys, "The names");
        await context.PutAsync("a", "{}", revision);
        Expect.Equal(0, (await context.ReadAsync("a")).Attachments.Count, "The number of attachments");
        Expect.Equal(null, await context.Database.OpenAttachmentAsync(new DocumentReference("a"), "g", context.Stop), "The removed attachment");
    }

    private static async Task An_attachment_given_anew_is_replaced(ConformanceContext context)
    {
        var revision = await Attached.PutAsync(context, "a", null, ("f", new byte[] { 1 }));
        var first = (await context.ReadAsync("a")).Attachments["f"];
        await Attached.PutAsync(context, "a", revision, ("f", new byte[] { 2, 2 }));
        var second = (await context.ReadAsync("a", options: Attached.WithBytes)).Attachments["f"];
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
}
