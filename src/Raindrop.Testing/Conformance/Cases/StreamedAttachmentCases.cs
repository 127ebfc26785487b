using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class StreamedAttachmentCases
{
    public static CaseList All => new(ConformanceArea.Attachments)
    {
        A_streamed_attachment_creates_its_document_and_is_read_back,
        A_streamed_attachment_leaves_body_and_other_attachments_as_they_are,
        A_large_attachment_is_streamed_both_ways,
        Text_that_compresses_well_is_kept_to_the_byte,
        An_attachment_is_opened_at_a_revision,
        An_attachment_that_is_not_there_is_null,
        A_streamed_write_over_another_revision_is_a_conflict,
        An_attachment_is_removed,
        Removing_at_another_revision_is_a_conflict,
        Removing_what_is_not_there_is_told,
        An_attachment_can_be_left_unread,
    };

    private static async Task A_streamed_attachment_creates_its_document_and_is_read_back(ConformanceContext context)
    {
        using var content = new MemoryStream([1, 2, 3]);
        var revision = await context.Database.PutAttachmentAsync(new DocumentReference("a"), "f", "image/x-test", content, context.Stop);
        Expect.That(revision.StartsWith("1-", StringComparison.Ordinal), "the revision should start with '1-'");
        Expect.That(content.CanRead, "the stream should not be disposed");
        await using var opened = await OpenAsync(context, new DocumentReference("a"), "f");
        Expect.Equal("image/x-test", opened.ContentType, "The media type");
        Expect.That(opened.Length is null or 3, "the length should be 3 where it is said");
        Expect.Bytes(new byte[] { 1, 2, 3 }, await BytesAsync(opened, context), "The bytes");
        var stub = (await context.ReadAsync("a")).Attachments["f"];
        Expect.Equal(3L, stub.Length, "The length of the stub");
    }

    private static async Task A_streamed_attachment_leaves_body_and_other_attachments_as_they_are(ConformanceContext context)
    {
        var first = await context.PutAsync("a", """{"n":1}""");
        var second = await PutAsync(context, "a", first, "f", [1]);
        var third = await PutAsync(context, "a", second, "g", [2]);
        var fourth = await PutAsync(context, "a", third, "f", [3]);
        var read = await context.ReadAsync("a", options: new ReadOptions { IncludeAttachments = true });
        Expect.Equal(fourth, read.Revision, "The revision");
        Expect.Json(ConformanceContext.Utf8("""{"n":1}"""), read.Content, "The body");
        Expect.Bytes(new byte[] { 3 }, read.Attachments["f"].Data, "The replaced attachment");
        Expect.Bytes(new byte[] { 2 }, read.Attachments["g"].Data, "The other attachment");
    }

    private static async Task A_large_attachment_is_streamed_both_ways(ConformanceContext context)
    {
        var bytes = new byte[5_000_000];
        new Random(7).NextBytes(bytes);
        await PutAsync(context, "a", null, "f", bytes);
        await using var opened = await OpenAsync(context, new DocumentReference("a"), "f");
        Expect.Bytes(bytes, await BytesAsync(opened, context), "The bytes");
    }

    private static async Task Text_that_compresses_well_is_kept_to_the_byte(ConformanceContext context)
    {
        var bytes = ConformanceContext.Utf8(string.Concat(Enumerable.Repeat("the same line again\r\n", 5000)));
        await context.Database.PutAttachmentAsync(new DocumentReference("a"), "f", "text/plain", new MemoryStream(bytes.ToArray()), context.Stop);
        await using var opened = await OpenAsync(context, new DocumentReference("a"), "f");
        Expect.Bytes(bytes, await BytesAsync(opened, context), "The bytes");
        Expect.Equal(bytes.Length, (await context.ReadAsync("a")).Attachments["f"].Length, "The length of the stub");
        Expect.Bytes(bytes, (await context.ReadAsync("a", options: new ReadOptions { IncludeAttachments = true })).Attachments["f"].Data, "The bytes with the document");
    }

    private static async Task An_attachment_is_opened_at_a_revision(ConformanceContext context)
    {
        foreach (var (revision, content) in new[] { ("2-b", new byte[] { 1 }), ("2-c", new byte[] { 2, 2 }) })
        {
            var attachments = new Dictionary<string, DocumentAttachment> { ["f"] = new() { ContentType = "a/b", Data = content } };
            await context.Database.BulkWriteAsync([new Document { Id = "a", Revision = revision, RevisionHistory = [revision, "1-a"], Attachments = attachments }], WriteMode.Replicated, context.Stop);
        }

        foreach (var (revision, content) in new[] { ("2-b", new byte[] { 1 }), (null, new byte[] { 2, 2 }) })
        {
            await using var opened = await OpenAsync(context, new DocumentReference("a", revision), "f");
            Expect.Bytes(content, await BytesAsync(opened, context), $"The bytes at {revision ?? "the winning revision"}");
        }
    }

    private static async Task An_attachment_that_is_not_there_is_null(ConformanceContext context)
    {
        var revision = await context.PutAsync("a");
        foreach (var reference in new DocumentReference[] { new("a"), new("a", revision), new("none"), new("a", "7-none") })
        {
            Expect.Equal(null, await context.Database.OpenAttachmentAsync(reference, "f", context.Stop), "The attachment");
        }
    }

    private static async Task A_streamed_write_over_another_revision_is_a_conflict(ConformanceContext context)
    {
        var first = await context.PutAsync("a");
        var second = await PutAsync(context, "a", first, "f", [1]);
        foreach (var revision in new[] { first, null, "7-00000000000000000000000000000000" })
        {
            await Expect.ThrowsAsync<DocumentConflictException>($"A write over '{revision}'", () => PutAsync(context, "a", revision, "g", [2]));
        }

        Expect.Equal(second, (await context.ReadAsync("a")).Revision, "The revision");
    }

    private static async Task An_attachment_is_removed(ConformanceContext context)
    {
        var revision = await PutAsync(context, "a", await PutAsync(context, "a", null, "f", [1]), "g", [2]);
        revision = await context.Database.DeleteAttachmentAsync(new DocumentReference("a", revision), "f", context.Stop);
        var read = await context.ReadAsync("a");
        Expect.Equal(revision, read.Revision, "The revision");
        Expect.Set(["g"], read.Attachments.Keys, "The names");
        Expect.Equal(null, await context.Database.OpenAttachmentAsync(new DocumentReference("a"), "f", context.Stop), "The removed attachment");
    }

    private static async Task Removing_at_another_revision_is_a_conflict(ConformanceContext context)
    {
        var first = await PutAsync(context, "a", null, "f", [1]);
        await PutAsync(context, "a", first, "g", [2]);
        await Expect.ThrowsAsync<DocumentConflictException>("Removing at the first revision", () => context.Database.DeleteAttachmentAsync(new DocumentReference("a", first), "f", context.Stop).AsTask());
        Expect.Set(["f", "g"], (await context.ReadAsync("a")).Attachments.Keys, "The names");
    }

    private static async Task Removing_what_is_not_there_is_told(ConformanceContext context)
    {
        var revision = await context.PutAsync("a");
        await Expect.ThrowsAsync<DocumentNotFoundException>("Removing an attachment that is not there", () => context.Database.DeleteAttachmentAsync(new DocumentReference("a", revision), "f", context.Stop).AsTask());
        await Expect.ThrowsAsync<DocumentStoreException>("Removing an attachment of no document", () => context.Database.DeleteAttachmentAsync(new DocumentReference("none", revision), "f", context.Stop).AsTask());
    }

    private static async Task An_attachment_can_be_left_unread(ConformanceContext context)
    {
        await PutAsync(context, "a", null, "f", new byte[1_000_000]);
        for (var i = 0; i < 5; i++)
        {
            await using var opened = await OpenAsync(context, new DocumentReference("a"), "f");
            Expect.That(await opened.Stream.ReadAsync(new byte[10], context.Stop) > 0, "some bytes should come");
        }

        await context.PutAsync("after");
    }

    private static Task<string> PutAsync(ConformanceContext context, string id, string? revision, string name, byte[] bytes) =>
        context.Database.PutAttachmentAsync(new DocumentReference(id, revision), name, "application/octet-stream", new MemoryStream(bytes), context.Stop).AsTask();

    private static async Task<AttachmentContent> OpenAsync(ConformanceContext context, DocumentReference document, string name) =>
        await context.Database.OpenAttachmentAsync(document, name, context.Stop) ?? throw new ConformanceException($"the attachment '{name}' should be there");

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(AttachmentContent content, ConformanceContext context)
    {
        using var copy = new MemoryStream();
        await content.Stream.CopyToAsync(copy, context.Stop);
        return copy.ToArray();
    }
}
