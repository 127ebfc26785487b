using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

/// <summary>What a feed says.</summary>
internal static class ChangesCases
{
    private static readonly string[] Ids = ["a", "b", "c", "d", "e", "f", "g"];

    public static CaseList All => new(ConformanceArea.Changes)
    {
        A_feed_names_each_document_once_with_its_winner,
        A_feed_of_nothing_ends_and_knows_its_end,
        A_deleted_document_is_a_change,
        A_losing_leaf_that_arrives_is_a_change,
        Documents_come_with_the_feed_when_asked,
        Local_documents_are_in_no_feed,
        Other_leaves_are_named_when_asked,
        Many_changes_come_each_once,
    };

    private static async Task A_feed_names_each_document_once_with_its_winner(ConformanceContext context)
    {
        var revisions = await context.WriteAllAsync(Ids);
        revisions[1] = await context.PutAsync("b", """{"n":2}""", revisions[1]);
        var feed = context.Database.ReadChanges();
        Expect.Equal(null, feed.LastSequence, "The last sequence before the feed is read");
        var changes = await feed.ToListAsync(context.Stop);
        Expect.Set(Ids, changes.Select(change => change.Id), "The ids");
        foreach (var change in changes)
        {
            Expect.Equal(revisions[Array.IndexOf(Ids, change.Id)], change.Revision, $"The revision of '{change.Id}'");
            Expect.That(!change.IsDeleted && change.Document is null && change.OtherLeaves.Count == 0, "what was not asked for should not come");
            Expect.That(change.Sequence is not null, "each change should have a sequence");
        }

        Expect.That(feed.LastSequence is not null, "the last sequence should be known at the end");
    }

    private static async Task A_feed_of_nothing_ends_and_knows_its_end(ConformanceContext context)
    {
        var feed = context.Database.ReadChanges();
        Expect.Equal(0, await feed.CountAsync(context.Stop), "The number of changes");
        Expect.That(feed.LastSequence is not null, "the last sequence should be known");
        await context.PutAsync("a");
        await context.ShouldHaveChangedAsync(feed.LastSequence, "a");
    }

    private static async Task A_deleted_document_is_a_change(ConformanceContext context)
    {
        var first = await context.PutAsync("a");
        var end = await context.EndAsync();
        var tombstone = await context.Database.DeleteAsync("a", first, context.Stop);
        var change = (await context.ChangesAsync(new ChangesOptions { Since = end })).Single();
        Expect.That(change.IsDeleted, "the change should say that the document is deleted");
        Expect.Equal(tombstone, change.Revision, "The revision");
    }

    private static async Task A_losing_leaf_that_arrives_is_a_change(ConformanceContext context)
    {
        await context.PlantAsync("a", "{}", false, "2-b", "1-a");
        var end = await context.EndAsync();
        await context.PlantAsync("a", "{}", false, "2-a", "1-a");
        var change = (await context.ChangesAsync(new ChangesOptions { Since = end })).Single();
        Expect.Equal("2-b", change.Revision, "The winning revision");
    }

    private static async Task Documents_come_with_the_feed_when_asked(ConformanceContext context)
    {
        var attachments = new Dictionary<string, DocumentAttachment> { ["f"] = new() { ContentType = "a/b", Data = new byte[] { 1, 2 } } };
        await context.Database.PutAsync(new Document { Id = "a", Content = ConformanceContext.Utf8("""{"n":1}"""), Attachments = attachments }, context.Stop);
        await context.PlantAsync("gone", """{"by":"x"}""", true, "2-b", "1-a");
        var changes = (await context.ChangesAsync(new ChangesOptions { IncludeDocuments = true })).ToDictionary(change => change.Id);
        var (living, tombstone) = (changes["a"].Document!, changes["gone"].Document!);
        Expect.Json(ConformanceContext.Utf8("""{"n":1}"""), living.Content, "The body");
        Expect.Equal(changes["a"].Revision, living.Revision, "The document's revision");
        Expect.Equal(2L, living.Attachments["f"].Length, "The length of the attachment");
        Expect.That(living.Attachments["f"].Data is null, "the attachment should be a stub");
        Expect.That(tombstone.IsDeleted, "the tombstone should be deleted");
        Expect.Json(ConformanceContext.Utf8("""{"by":"x"}"""), tombstone.Content, "The tombstone's body");
    }

    private static async Task Local_documents_are_in_no_feed(ConformanceContext context)
    {
        await context.Database.PutLocalAsync(new LocalDocument("l", Document.EmptyContent), context.Stop);
        await context.ShouldHaveChangedAsync(null);
    }

    private static async Task Other_leaves_are_named_when_asked(ConformanceContext context)
    {
        await context.PlantAsync("a", "{}", false, "2-b", "1-a");
        await context.PlantAsync("a", "{}", false, "2-c", "1-a");
        await context.PlantAsync("a", "{}", true, "3-d", "2-d", "1-a");
        var change = (await context.ChangesAsync(new ChangesOptions { AllLeaves = true })).Single();
        Expect.Equal("2-c", change.Revision, "The winning revision");
        Expect.Set(["2-b", "3-d"], change.OtherLeaves, "The other leaves");
        Expect.Equal(0, (await context.ChangesAsync()).Single().OtherLeaves.Count, "The number of leaves that were not asked for");
    }

    private static async Task Many_changes_come_each_once(ConformanceContext context)
    {
        var ids = Enumerable.Range(0, 3000).Select(n => $"d{n:0000}").ToList();
        await context.WriteAllAsync(ids, id => ConformanceContext.New(id, $$"""{"text":"{{new string('x', 200)}}"}"""));
        Expect.Set(ids, (await context.ChangesAsync(new ChangesOptions { SequenceInterval = 500, IncludeDocuments = true })).Select(change => change.Document!.Id), "The ids");
    }
}
