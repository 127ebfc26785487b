using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

/// <summary>Every call of a database that reaches the store, for what all of them have in common.</summary>
internal static class EveryCall
{
    public static IEnumerable<(string What, Func<Task> Call)> Of(IDocumentDatabase database, CancellationToken token)
    {
        var one = new DocumentReference("a");
        yield return ("GetInfoAsync", () => database.GetInfoAsync(token).AsTask());
        yield return ("GetAsync", () => database.GetAsync(one, null, token).AsTask());
        yield return ("GetRevisionAsync", () => database.GetRevisionAsync("a", token).AsTask());
        yield return ("BulkReadAsync", () => Drain(database.BulkReadAsync([one], null, token)));
        yield return ("ReadRangeAsync", () => Drain(database.ReadRangeAsync(default, null, token)));
        yield return ("ReadRangesAsync", () => Drain(database.ReadRangesAsync([default, IdRange.StartingWith("a")], null, token)));
        yield return ("ReadRevisionsAsync", () => Drain(database.ReadRevisionsAsync(["a"], token)));
        yield return ("FindMissingRevisionsAsync", () => database.FindMissingRevisionsAsync(new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["1-a"] }, token).AsTask());
        yield return ("PutAsync", () => database.PutAsync(new Document { Id = "a" }, token).AsTask());
        yield return ("DeleteAsync", () => database.DeleteAsync("a", "1-a", token).AsTask());
        yield return ("BulkWriteAsync", () => database.BulkWriteAsync([new Document { Id = "a" }], WriteMode.NewRevisions, token).AsTask());
        yield return ("BulkWriteAsync, replicated", () => database.BulkWriteAsync([new Document { Id = "a", Revision = "1-a", RevisionHistory = ["1-a"] }], WriteMode.Replicated, token).AsTask());
        yield return ("ReadChanges", () => Drain(database.ReadChanges().WithCancellation(token)));
        yield return ("ReadChanges, long poll", () => Drain(database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.LongPoll, Timeout = TimeSpan.FromSeconds(1) }).WithCancellation(token)));
        yield return ("ReadChanges, continuous", () => Drain(database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.Continuous }).WithCancellation(token)));
        yield return ("GetLocalAsync", () => database.GetLocalAsync("a", token).AsTask());
        yield return ("PutLocalAsync", () => database.PutLocalAsync(new LocalDocument("a", Document.EmptyContent), token).AsTask());
        yield return ("DeleteLocalAsync", () => database.DeleteLocalAsync("a", token).AsTask());
        yield return ("OpenAttachmentAsync", () => database.OpenAttachmentAsync(one, "f", token).AsTask());
        yield return ("PutAttachmentAsync", () => database.PutAttachmentAsync(one, "f", "text/plain", new MemoryStream([1]), token).AsTask());
        yield return ("DeleteAttachmentAsync", () => database.DeleteAttachmentAsync(new DocumentReference("a", "1-a"), "f", token).AsTask());
    }

    private static Task Drain<T>(IAsyncEnumerable<T> items) => Drain(items.WithCancellation(CancellationToken.None));

    private static async Task Drain<T>(System.Runtime.CompilerServices.ConfiguredCancelableAsyncEnumerable<T> items)
    {
        await foreach (var _ in items)
        {
            // Only how it ends matters.
        }
    }
}
