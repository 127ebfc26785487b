using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class TombstoneCases
{
    public static CaseList All => new(ConformanceArea.Documents)
    {
        A_deleted_document_is_gone_and_its_tombstone_is_read_by_its_revision,
        A_deletion_of_an_old_revision_is_a_conflict,
        A_deletion_of_what_does_not_exist_is_told,
        A_written_tombstone_keeps_its_body,
        A_create_over_a_tombstone_is_accepted,
        A_write_over_a_tombstone_goes_on_from_it,
        A_write_that_names_a_revision_before_the_tombstone_is_a_conflict,
        A_tombstone_can_be_written_where_no_document_was,
    };

    private static async Task A_deleted_document_is_gone_and_its_tombstone_is_read_by_its_revision(ConformanceContext context)
    {
        var tombstone = await context.Database.DeleteAsync("a", await context.PutAsync("a", """{"n":1}"""), context.Stop);
        Expect.That(tombstone.StartsWith("2-", StringComparison.Ordinal), "the tombstone's revision should start with '2-'");
        Expect.Equal(null, await context.GetAsync("a"), "The document");
        Expect.Equal(null, await context.Database.GetRevisionAsync("a", context.Stop), "Its winning revision");
        var read = await context.ReadAsync("a", tombstone);
        Expect.That(read.IsDeleted, "what is read at the tombstone's revision should be deleted");
        Expect.Equal(tombstone, read.Revision, "The revision");
        Expect.Json(Document.EmptyContent, read.Content, "The tombstone's body");
    }

    private static async Task A_deletion_of_an_old_revision_is_a_conflict(ConformanceContext context)
    {
        var first = await context.PutAsync("a");
        var second = await context.PutAsync("a", """{"n":2}""", first);
        await Expect.ThrowsAsync<DocumentConflictException>("A deletion of the first revision", () => context.Database.DeleteAsync("a", first, context.Stop).AsTask());
        Expect.Equal(second, (await context.ReadAsync("a")).Revision, "The revision");
    }

    private static Task A_deletion_of_what_does_not_exist_is_told(ConformanceContext context) =>
        Expect.ThrowsAsync<DocumentNotFoundException>("A deletion of what does not exist", () => context.Database.DeleteAsync("a", "1-967a00dff5e02add41819138abb3284d", context.Stop).AsTask());

    private static async Task A_written_tombstone_keeps_its_body(ConformanceContext context)
    {
        const string json = """{"rd_ext":"x","rd_ext_version":3}""";
        var first = await context.PutAsync("a", """{"n":1}""");
        var tombstone = await context.Database.PutAsync(ConformanceContext.New("a", json, first, deleted: true), context.Stop);
        Expect.Equal(null, await context.GetAsync("a"), "The document");
        Expect.Json(ConformanceContext.Utf8(json), (await context.ReadAsync("a", tombstone)).Content, "The tombstone's body");
    }

    private static async Task A_create_over_a_tombstone_is_accepted(ConformanceContext context)
    {
        await context.Database.DeleteAsync("a", await context.PutAsync("a"), context.Stop);
        var again = await context.PutAsync("a", """{"n":2}""");
        Expect.That(again.StartsWith("3-", StringComparison.Ordinal), "the revision over the tombstone should start with '3-'");
        Expect.Equal(again, (await context.ReadAsync("a")).Revision, "The revision");
    }

    private static async Task A_write_over_a_tombstone_goes_on_from_it(ConformanceContext context)
    {
        var first = await context.PutAsync("a");
        var tombstone = await context.Database.DeleteAsync("a", first, context.Stop);
        var again = await context.PutAsync("a", """{"n":2}""");
        var read = await context.ReadAsync("a", options: new ReadOptions { IncludeRevisionHistory = true });
        Expect.Sequence([again, tombstone, first], read.RevisionHistory, "The revisions of the history");
    }

    private static async Task A_write_that_names_a_revision_before_the_tombstone_is_a_conflict(ConformanceContext context)
    {
        var first = await context.PutAsync("a");
        await context.Database.DeleteAsync("a", first, context.Stop);
        await Expect.ThrowsAsync<DocumentConflictException>("A write over the first revision", () => context.PutAsync("a", "{}", first));
    }

    private static async Task A_tombstone_can_be_written_where_no_document_was(ConformanceContext context)
    {
        var results = await context.WriteAsync(ConformanceContext.New("a", """{"why":"never"}""", deleted: true));
        Expect.Equal(DocumentError.None, results[0].Error, "The error");
        Expect.Equal(null, await context.GetAsync("a"), "The document");
        Expect.That((await context.ReadAsync("a", results[0].Revision)).IsDeleted, "the revision should be a tombstone");
    }
}
