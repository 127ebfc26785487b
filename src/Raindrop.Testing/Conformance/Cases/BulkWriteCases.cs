using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class BulkWriteCases
{
    public static CaseList All => new(ConformanceArea.BulkWrites)
    {
        Each_document_succeeds_or_fails_on_its_own_in_the_order_given,
        Many_documents_are_written_in_one_call,
        A_bulk_write_of_nothing_gives_nothing,
        Deletions_and_creations_go_together,
        A_bulk_write_makes_the_revisions_that_single_writes_make,
        A_bulk_write_over_tombstones_is_accepted,
        A_refused_document_leaves_what_is_stored,
        A_document_that_is_not_valid_keeps_the_whole_call_from_writing,
    };

    private static async Task Each_document_succeeds_or_fails_on_its_own_in_the_order_given(ConformanceContext context)
    {
        var revision = await context.PutAsync("old", """{"n":1}""");
        await context.WriteAllAsync(["taken", "taken-too"]);
        var results = await context.WriteAsync(
            ConformanceContext.New("z-new"),
            ConformanceContext.New("taken"),
            ConformanceContext.New("old", """{"n":2}""", revision),
            ConformanceContext.New("taken-too", "{}", "1-00000000000000000000000000000000"),
            ConformanceContext.New("a-new"));
        Expect.Sequence(["z-new", "taken", "old", "taken-too", "a-new"], results.Select(result => result.Id), "The ids of the results");
        Expect.Sequence(
            [DocumentError.None, DocumentError.Conflict, DocumentError.None, DocumentError.Conflict, DocumentError.None],
            results.Select(result => result.Error),
            "The errors");
        foreach (var result in results) Expect.Equal(result.IsWritten, result.Revision is not null, $"Whether '{result.Id}' has a new revision");
        foreach (var result in results.Where(result => result.IsWritten)) Expect.Equal(result.Revision, (await context.ReadAsync(result.Id)).Revision, $"The revision of '{result.Id}'");
    }

    private static async Task Many_documents_are_written_in_one_call(ConformanceContext context)
    {
        var ids = Enumerable.Range(0, 2500).Select(n => $"d{n * 7919 % 2500:0000}").ToList();
        var revisions = await context.WriteAllAsync(ids);
        Expect.Sequence(ids.Order(IdComparer.Instance), (await context.RangeAsync()).Select(row => row.Id), "The ids stored");
        Expect.Equal(revisions[1234], (await context.ReadAsync(ids[1234])).Revision, "The revision of one of them");
        var results = await context.WriteAsync([.. ids.Select((id, n) => ConformanceContext.New(id, """{"n":2}""", revisions[n]))]);
        Expect.That(results.All(result => result.IsWritten), "each replacement should be written");
        Expect.Sequence(ids, results.Select(result => result.Id), "The ids of the results");
    }

    private static async Task A_bulk_write_of_nothing_gives_nothing(ConformanceContext context)
    {
        Expect.Equal(0, (await context.WriteAsync()).Count, "The number of results");
        Expect.Equal(0, (await context.Database.BulkWriteAsync([], WriteMode.Replicated, context.Stop)).Count, "The number of results of a replicated write");
    }

    private static async Task Deletions_and_creations_go_together(ConformanceContext context)
    {
        var revisions = await context.WriteAllAsync(["a", "b"]);
        await context.WriteAllAsync(
        [
            ConformanceContext.New("a", """{"by":"x"}""", revisions[0], deleted: true),
            ConformanceContext.New("b", """{"n":2}""", revisions[1]),
            ConformanceContext.New("c"),
        ]);
        Expect.Sequence(["b", "c"], (await context.RangeAsync()).Select(row => row.Id), "The ids that are left");
        var tombstone = (await context.ChangesAsync()).Single(change => change.Id == "a");
        Expect.That(tombstone.IsDeleted, "the feed should say that 'a' is deleted");
        Expect.Json(ConformanceContext.Utf8("""{"by":"x"}"""), (await context.ReadAsync("a", tombstone.Revision)).Content, "The tombstone's body");
    }

    private static async Task A_bulk_write_makes_the_revisions_that_single_writes_make(ConformanceContext context)
    {
        var other = await context.CreateDatabaseAsync();
        var single = await context.PutAsync("a", """{"n":1,"t":"x"}""");
        var bulk = (await other.BulkWriteAsync([ConformanceContext.New("a", """{"n":1,"t":"x"}""")], cancellationToken: context.Stop))[0].Revision;
        Expect.Equal(single, bulk, "The revision made by a bulk write");
    }

    private static async Task A_bulk_write_over_tombstones_is_accepted(ConformanceContext context)
    {
        var first = await context.WriteAllAsync(["a", "b"]);
        await context.WriteAllAsync(["a", "b"], id => ConformanceContext.New(id, "{}", id == "a" ? first[0] : first[1], deleted: true));
        var again = await context.WriteAllAsync([ConformanceContext.New("a", """{"n":2}"""), ConformanceContext.New("b", """{"n":2}""")]);
        Expect.That(again.All(revision => revision.StartsWith("3-", StringComparison.Ordinal)), "the revisions over the tombstones should start with '3-'");
        Expect.Sequence(["a", "b"], (await context.RangeAsync()).Select(row => row.Id), "The ids");
    }

    private static async Task A_refused_document_leaves_what_is_stored(ConformanceContext context)
    {
        await context.PutAsync("b");
        var first = await context.PutAsync("a", """{"n":1}""");
        var second = await context.PutAsync("a", """{"n":2}""", first);
        var end = await context.EndAsync();
        var results = await context.WriteAsync(ConformanceContext.New("a", """{"n":3}""", first), ConformanceContext.New("b", """{"n":3}"""));
        Expect.Sequence([DocumentError.Conflict, DocumentError.Conflict], results.Select(result => result.Error), "The errors");
        Expect.Equal(second, (await context.ReadAsync("a", options: new ReadOptions { IncludeConflicts = true })).Revision, "The revision");
        Expect.Equal(0, (await context.ChangesAsync(new ChangesOptions { Since = end })).Count, "The number of changes made by what was refused");
    }

    private static async Task A_document_that_is_not_valid_keeps_the_whole_call_from_writing(ConformanceContext context)
    {
        var refused = await Expect.ThrowsAsync<InvalidDocumentException>("A bulk write with a body that is no object", () => context.WriteAsync(ConformanceContext.New("a"), ConformanceContext.New("b", "[]"), ConformanceContext.New("c")));
        Expect.Equal("b", refused.DocumentId, "The id that the error names");
        Expect.Equal(0, (await context.RangeAsync()).Count, "The number of documents");
    }
}
