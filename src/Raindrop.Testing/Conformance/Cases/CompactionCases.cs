using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class CompactionCases
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    public static CaseList All => new(ConformanceArea.Compaction)
    {
        { StoreCapabilities.Compaction, Compaction_removes_replaced_and_deleted_bodies },
        { StoreCapabilities.Compaction, Compaction_keeps_leaves_local_documents_attachments_and_the_feed },
        { StoreCapabilities.Compaction, Compaction_beside_writers_loses_no_write },
        { StoreCapabilities.Compaction, Compaction_of_an_empty_database_does_nothing },
        { StoreCapabilities.Compaction, Compaction_of_a_missing_database_is_told },
        { StoreCapabilities.Compaction, Compaction_heeds_a_cancelled_token },
    };

    private static async Task Compaction_removes_replaced_and_deleted_bodies(ConformanceContext context)
    {
        string[] ids = [.. Enumerable.Range(0, 40).Select(n => $"d{n:00}")];
        var first = await context.WriteAllAsync(ids);
        var second = await context.WriteAllAsync(ids.Select((id, i) => ConformanceContext.New(id, """{"n":2}""", first[i])));
        await context.WriteAllAsync(ids.Take(20).Select((id, i) => ConformanceContext.New(id, "{}", second[i], deleted: true)));
        await context.Database.CompactAsync(context.Stop);
        for (var i = 0; i < ids.Length; i++)
        {
            Expect.That(await context.GetAsync(ids[i], first[i]) is null, "a replaced revision should be gone after the compaction");
            Expect.That(await context.GetAsync(ids[i], second[i]) is null == i < 20, "a revision should be gone after the compaction if its document was deleted, and there if not");
        }
    }

    private static async Task Compaction_keeps_leaves_local_documents_attachments_and_the_feed(ConformanceContext context)
    {
        await context.PlantAsync("conflict", """{"n":1}""", false, "2-b", "1-a");
        await context.PlantAsync("conflict", """{"n":2}""", false, "2-c", "1-a");
        await context.PlantAsync("deleted", """{"n":3}""", true, "2-d", "1-a");
        await context.Database.PutLocalAsync(new LocalDocument("l", ConformanceContext.Utf8("""{"n":4}""")), context.Stop);
        await context.Database.PutAttachmentAsync(new DocumentReference("attached"), "f", "application/octet-stream", new MemoryStream([1, 2, 3]), context.Stop);
        var position = await context.EndAsync();
        var before = await context.Database.GetInfoAsync(context.Stop);
        await context.Database.CompactAsync(context.Stop);
        var winner = await context.ReadAsync("conflict", options: new ReadOptions { IncludeConflicts = true });
        Expect.Equal("2-c", winner.Revision, "The winner of a conflict");
        Expect.Sequence(["2-b"], winner.Conflicts, "The other leaves");
        Expect.Json(ConformanceContext.Utf8("""{"n":1}"""), (await context.ReadAsync("conflict", "2-b")).Content, "The body of another leaf");
        Expect.Json(ConformanceContext.Utf8("""{"n":3}"""), (await context.ReadAsync("deleted", "2-d")).Content, "The body of a tombstone");
        Expect.That(await context.Database.GetLocalAsync("l", context.Stop) is not null, "a local document should stay");
        using var attachment = await context.Database.OpenAttachmentAsync(new DocumentReference("attached"), "f", context.Stop);
        Expect.That(attachment is not null, "an attachment should stay");
        var after = await context.Database.GetInfoAsync(context.Stop);
        Expect.Equal((before.DocumentCount, before.DeletedCount, before.Incarnation), (after.DocumentCount, after.DeletedCount, after.Incarnation), "The counts and the incarnation");
        await context.PutAsync("later");
        Expect.Sequence(["later"], (await context.ChangesAsync(new ChangesOptions { Since = position })).Select(change => change.Id), "The documents changed since the compaction");
    }

    private static async Task Compaction_beside_writers_loses_no_write(ConformanceContext context)
    {
        await context.WriteAllAsync(Enumerable.Range(0, 500).Select(n => $"old{n:000}"));
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++) await context.WriteAllAsync(Enumerable.Range(0, 25).Select(n => $"new{i:00}-{n:00}"));
        });
        await context.Database.CompactAsync(context.Stop);
        await writing;
        await context.Database.CompactAsync(context.Stop);
        Expect.Equal(1000, (await context.RangeAsync()).Count, "The number of documents");
    }

    private static async Task Compaction_of_an_empty_database_does_nothing(ConformanceContext context)
    {
        await context.Database.CompactAsync(context.Stop);
        Expect.Equal(0, (await context.RangeAsync()).Count, "The number of documents");
    }

    // A store that cannot compact says that first.
    private static async Task Compaction_of_a_missing_database_is_told(ConformanceContext context)
    {
        try
        {
            await context.Server.GetDatabase(context.NewName()).CompactAsync(context.Stop);
        }
        catch (DatabaseNotFoundException)
        {
            return;
        }

        throw new ConformanceException("Compacting a missing database should throw DatabaseNotFoundException, and threw nothing");
    }

    private static async Task Compaction_heeds_a_cancelled_token(ConformanceContext context)
    {
        try
        {
            await context.Database.CompactAsync(Cancelled);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        throw new ConformanceException("Compacting with a cancelled token should throw OperationCanceledException, and threw nothing");
    }
}
