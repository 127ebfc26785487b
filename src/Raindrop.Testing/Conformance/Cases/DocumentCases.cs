using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class DocumentCases
{
    public static CaseList All => new(ConformanceArea.Documents)
    {
        A_created_document_is_read_back,
        A_document_that_does_not_exist_is_null,
        A_revision_that_does_not_exist_is_null,
        A_replacement_names_the_revision_that_it_replaces,
        A_create_of_what_exists_is_a_conflict_and_changes_nothing,
        A_replacement_of_an_old_revision_is_a_conflict_and_changes_nothing,
        A_replacement_of_an_unknown_revision_is_a_conflict,
        A_revision_that_is_none_is_refused,
        The_history_names_the_ancestors_newest_first,
        The_same_writes_make_the_same_revisions_in_every_database,
        Other_content_makes_another_revision,
        Nothing_is_read_that_was_not_asked_for,
    };

    private static async Task A_created_document_is_read_back(ConformanceContext context)
    {
        const string json = """{"z":1,"a":[true,null,"ü"]}""";
        var revision = await context.PutAsync("a", json);
        Expect.That(revision.StartsWith("1-", StringComparison.Ordinal), "the first revision should start with '1-'");
        var document = await context.ReadAsync("a");
        Expect.Equal("a", document.Id, "The id");
        Expect.Equal(revision, document.Revision, "The revision");
        Expect.That(!document.IsDeleted, "the document should not be deleted");
        Expect.Json(ConformanceContext.Utf8(json), document.Content, "The body");
        Expect.Equal(revision, (await context.ReadAsync("a", revision)).Revision, "The revision read by its name");
        Expect.Equal(revision, await context.Database.GetRevisionAsync("a", context.Stop), "The winning revision");
    }

    private static async Task A_document_that_does_not_exist_is_null(ConformanceContext context)
    {
        await context.PutAsync("b");
        Expect.Equal(null, await context.GetAsync("a"), "The document");
        Expect.Equal(null, await context.GetAsync("a", "1-abc"), "A revision of it");
        Expect.Equal(null, await context.Database.GetRevisionAsync("a", context.Stop), "Its revision");
    }

    private static async Task A_revision_that_does_not_exist_is_null(ConformanceContext context)
    {
        await context.PutAsync("a");
        Expect.Equal(null, await context.GetAsync("a", "1-00000000000000000000000000000000"), "The unknown revision");
    }

    private static async Task A_replacement_names_the_revision_that_it_replaces(ConformanceContext context)
    {
        var first = await context.PutAsync("a", """{"n":1}""");
        var second = await context.PutAsync("a", """{"n":2}""", first);
        Expect.That(second.StartsWith("2-", StringComparison.Ordinal), "the second revision should start with '2-'");
        var document = await context.ReadAsync("a", options: new ReadOptions { IncludeConflicts = true });
        Expect.Equal(second, document.Revision, "The winning revision");
        Expect.Json(ConformanceContext.Utf8("""{"n":2}"""), document.Content, "The body");
        Expect.Equal(0, document.Conflicts.Count, "The number of conflicts");
    }

    private static async Task A_create_of_what_exists_is_a_conflict_and_changes_nothing(ConformanceContext context)
    {
        var revision = await context.PutAsync("a", """{"n":1}""");
        var conflict = await Expect.ThrowsAsync<DocumentConflictException>("A create of what exists", () => context.PutAsync("a", """{"n":2}"""));
        Expect.That(!conflict.Message.Contains(context.Database.Name, StringComparison.Ordinal), "the message should not name the database");
        Expect.Equal(revision, (await context.ReadAsync("a")).Revision, "The revision");
    }

    private static async Task A_replacement_of_an_old_revision_is_a_conflict_and_changes_nothing(ConformanceContext context)
    {
        var first = await context.PutAsync("a");
        var second = await context.PutAsync("a", """{"n":2}""", first);
        await Expect.ThrowsAsync<DocumentConflictException>("A replacement of the first revision", () => context.PutAsync("a", """{"n":3}""", first));
        Expect.Equal(second, (await context.ReadAsync("a")).Revision, "The revision");
    }

    private static async Task A_replacement_of_an_unknown_revision_is_a_conflict(ConformanceContext context)
    {
        await context.PutAsync("a");
        await Expect.ThrowsAsync<DocumentConflictException>("A replacement of an unknown revision", () => context.PutAsync("a", "{}", "1-00000000000000000000000000000000"));
        await Expect.ThrowsAsync<DocumentConflictException>("A replacement of a later unknown revision", () => context.PutAsync("a", "{}", "7-00000000000000000000000000000000"));
    }

    private static async Task A_revision_that_is_none_is_refused(ConformanceContext context)
    {
        foreach (var revision in new[] { "1", "a", "-a", "1-", "x-y" })
        {
            var refused = await Expect.ThrowsAsync<InvalidDocumentException>($"The revision '{revision}'", () => context.PutAsync("a", "{}", revision));
            Expect.Equal(InvalidDocumentReason.InvalidRevision, refused.Reason, "The reason");
        }
    }

    private static async Task The_history_names_the_ancestors_newest_first(ConformanceContext context)
    {
        var first = await context.PutAsync("a");
        var second = await context.PutAsync("a", """{"n":2}""", first);
        var third = await context.PutAsync("a", """{"n":3}""", second);
        var read = await context.ReadAsync("a", options: new ReadOptions { IncludeRevisionHistory = true });
        Expect.Sequence([third, second, first], read.RevisionHistory, "The revisions of the history");
    }

    private static async Task The_same_writes_make_the_same_revisions_in_every_database(ConformanceContext context)
    {
        var other = await context.CreateDatabaseAsync();
        string? here = null, there = null;
        foreach (var json in new[] { """{"n":1,"t":"x"}""", """{"n":2}""", "{}" })
        {
            var document = ConformanceContext.New("a", json);
            here = await context.PutAsync("a", json, here);
            there = await other.PutAsync(new Document { Id = document.Id, Content = document.Content, Revision = there }, context.Stop);
            Expect.Equal(here, there, "The revision of the same document in the other database");
        }
    }

    private static async Task Other_content_makes_another_revision(ConformanceContext context)
    {
        var attachment = new Dictionary<string, DocumentAttachment> { ["f"] = new() { ContentType = "a/b", Data = new byte[] { 1 } } };
        var revisions = await context.WriteAllAsync(
        [
            ConformanceContext.New("a", """{"n":1}"""),
            ConformanceContext.New("b", """{"n":2}"""),
            new Document { Id = "c", Content = ConformanceContext.Utf8("""{"n":1}"""), Attachments = attachment },
        ]);
        Expect.Equal(3, revisions.Distinct(StringComparer.Ordinal).Count(), "The number of different revisions");
    }

    private static async Task Nothing_is_read_that_was_not_asked_for(ConformanceContext context)
    {
        await context.PlantAsync("a", "{}", false, "2-b", "1-a");
        await context.PlantAsync("a", "{}", false, "2-c", "1-a");
        var plain = await context.ReadAsync("a");
        Expect.Equal(0, plain.RevisionHistory.Count, "The length of the history that was not asked for");
        Expect.Equal(0, plain.Conflicts.Count, "The number of conflicts that were not asked for");
        Expect.Json(Document.EmptyContent, plain.Content, "The body");
    }
}
