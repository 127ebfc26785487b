using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class ReplicatedWriteCases
{
    public static CaseList All => new(ConformanceArea.Revisions)
    {
        A_replicated_write_keeps_its_revision_and_its_history,
        A_replicated_write_repeated_changes_nothing,
        A_replicated_descendant_replaces_without_a_conflict,
        A_replicated_ancestor_of_what_is_there_changes_nothing,
        A_replicated_tombstone_deletes,
        A_replicated_write_without_a_revision_or_with_another_history_is_refused,
        Revisions_of_any_text_are_kept,
        A_write_goes_on_from_a_replicated_revision,
        Copying_with_history_makes_the_same_tree,
        Missing_revisions_are_found,
    };

    private static async Task A_replicated_write_keeps_its_revision_and_its_history(ConformanceContext context)
    {
        string[] history = ["3-cc", "2-bb", "1-aa"];
        await context.PlantAsync("a", """{"n":3}""", false, history);
        var read = await context.ReadAsync("a", options: new ReadOptions { IncludeRevisionHistory = true });
        Expect.Equal("3-cc", read.Revision, "The revision");
        Expect.Sequence(history, read.RevisionHistory, "The revisions of the history");
        Expect.Json(ConformanceContext.Utf8("""{"n":3}"""), read.Content, "The body");
    }

    private static async Task A_replicated_write_repeated_changes_nothing(ConformanceContext context)
    {
        await context.PlantAsync("a", """{"n":1}""", false, "2-b", "1-a");
        var end = await context.EndAsync();
        await context.PlantAsync("a", """{"n":1}""", false, "2-b", "1-a");
        Expect.Equal(0, (await context.ChangesAsync(new ChangesOptions { Since = end })).Count, "The number of changes");
        Expect.Equal(0, (await context.ReadAsync("a", options: new ReadOptions { IncludeConflicts = true })).Conflicts.Count, "The number of conflicts");
    }

    private static async Task A_replicated_descendant_replaces_without_a_conflict(ConformanceContext context)
    {
        var first = await context.PutAsync("a", """{"n":1}""");
        await context.PlantAsync("a", """{"n":4}""", false, "4-d", "3-c", "2-b", first);
        var read = await context.ReadAsync("a", options: new ReadOptions { IncludeConflicts = true, IncludeRevisionHistory = true });
        Expect.Sequence(["4-d", "3-c", "2-b", first], read.RevisionHistory, "The revisions of the history");
        Expect.Equal(0, read.Conflicts.Count, "The number of conflicts");
    }

    private static async Task A_replicated_ancestor_of_what_is_there_changes_nothing(ConformanceContext context)
    {
        await context.PlantAsync("a", """{"n":3}""", false, "3-c", "2-b", "1-a");
        await context.PlantAsync("a", """{"n":2}""", false, "2-b", "1-a");
        var read = await context.ReadAsync("a", options: new ReadOptions { IncludeConflicts = true });
        Expect.Equal("3-c", read.Revision, "The winning revision");
        Expect.Equal(0, read.Conflicts.Count, "The number of conflicts");
    }

    private static async Task A_replicated_tombstone_deletes(ConformanceContext context)
    {
        var first = await context.PutAsync("a");
        await context.PlantAsync("a", """{"by":"x"}""", true, "2-b", first);
        Expect.Equal(null, await context.GetAsync("a"), "The document");
        Expect.Json(ConformanceContext.Utf8("""{"by":"x"}"""), (await context.ReadAsync("a", "2-b")).Content, "The tombstone's body");
        Expect.Equal(0L, (await context.Database.GetInfoAsync(context.Stop)).DocumentCount, "The document count");
    }

    private static async Task A_replicated_write_without_a_revision_or_with_another_history_is_refused(ConformanceContext context)
    {
        (string? Revision, string[] History)[] wrong = [(null, []), ("2-b", ["3-b", "2-a"]), ("2-b", ["2-b", "2-a"]), ("x", ["x"])];
        foreach (var (revision, history) in wrong)
        {
            var document = new Document { Id = "a", Revision = revision, RevisionHistory = history };
            var refused = await Expect.ThrowsAsync<InvalidDocumentException>($"A replicated write of '{revision}'", () => context.Database.BulkWriteAsync([document], WriteMode.Replicated, context.Stop).AsTask());
            Expect.Equal(InvalidDocumentReason.InvalidRevision, refused.Reason, "The reason");
        }
    }

    private static async Task Revisions_of_any_text_are_kept(ConformanceContext context)
    {
        foreach (var revision in new[] { "1-x", "1-0123456789abcdef0123456789abcdef", "12-ABC_def.9" })
        {
            await context.PlantAsync("a" + revision, "{}", false, revision);
            Expect.Equal(revision, (await context.ReadAsync("a" + revision)).Revision, "The revision");
            Expect.Equal(revision, (await context.ReadAsync("a" + revision, revision)).Revision, "The revision read by its name");
        }
    }

    private static async Task A_write_goes_on_from_a_replicated_revision(ConformanceContext context)
    {
        await context.PlantAsync("a", "{}", false, "2-b", "1-a");
        var third = await context.PutAsync("a", """{"n":3}""", "2-b");
        Expect.That(third.StartsWith("3-", StringComparison.Ordinal), "the new revision should start with '3-'");
        Expect.Sequence([third, "2-b", "1-a"], (await context.ReadAsync("a", options: new ReadOptions { IncludeRevisionHistory = true })).RevisionHistory, "The revisions of the history");
    }

    private static async Task Copying_with_history_makes_the_same_tree(ConformanceContext context)
    {
        var target = await context.CreateDatabaseAsync();
        var first = await context.PutAsync("a", """{"n":1}""");
        await context.PutAsync("a", """{"n":2}""", first);
        await context.PlantAsync("a", """{"n":9}""", false, "2-0", first);
        await context.PlantAsync("b", "{}", true, "1-b");
        var leaves = (await context.ChangesAsync(new ChangesOptions { AllLeaves = true }))
            .SelectMany(change => (string[])[change.Revision, .. change.OtherLeaves], (change, revision) => new DocumentReference(change.Id, revision)).ToList();
        var read = await context.Database.BulkReadAsync(leaves, new ReadOptions { IncludeRevisionHistory = true }, context.Stop).Select(found => found.Document!).ToListAsync(context.Stop);
        await target.BulkWriteAsync(read, WriteMode.Replicated, context.Stop);
        var copied = await target.ReadChanges(new ChangesOptions { AllLeaves = true }).ToListAsync(context.Stop);
        Expect.Set(leaves.Select(leaf => leaf.ToString()), copied.SelectMany(change => (string[])[change.Revision, .. change.OtherLeaves], (change, revision) => new DocumentReference(change.Id, revision).ToString()), "The leaves of the copy");
        Expect.Equal((await context.ReadAsync("a")).Revision, await target.GetRevisionAsync("a", context.Stop), "The winning revision in the copy");
    }

    private static async Task Missing_revisions_are_found(ConformanceContext context)
    {
        await context.PlantAsync("a", "{}", false, "3-c", "2-b", "1-a");
        await context.PlantAsync("a", "{}", false, "3-x", "2-b", "1-a");
        await context.PlantAsync("b", "{}", true, "1-b");
        var missing = await context.Database.FindMissingRevisionsAsync(new Dictionary<string, IReadOnlyList<string>>
        {
            ["a"] = ["3-c", "3-x", "3-y", "4-d"],
            ["b"] = ["1-b"],
            ["c"] = ["1-c", "2-c"],
        }, context.Stop);
        Expect.Set(["a", "c"], missing.Keys, "The ids of which something is missing");
        Expect.Set(["3-y", "4-d"], missing["a"], "The missing revisions of 'a'");
        Expect.Set(["1-c", "2-c"], missing["c"], "The missing revisions of 'c'");
        Expect.Equal(0, (await context.Database.FindMissingRevisionsAsync(new Dictionary<string, IReadOnlyList<string>>(), context.Stop)).Count, "The number of documents missing of none");
    }
}
