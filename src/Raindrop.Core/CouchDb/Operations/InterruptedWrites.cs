using System.Text.Json;
using Raindrop.CouchDb.Http;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>Tells conflicts with others from conflicts with oneself, after a request that was refused as a whole was sent again in parts.</summary>
/// <remarks>CouchDB writes the shards of a request side by side: when one of them refuses, another may have written its documents already, and their second writing is a conflict.</remarks>
internal sealed class InterruptedWrites(CouchConnection connection, string database)
{
    public async ValueTask ResolveAsync(IReadOnlyList<Document> documents, BulkWriteResult[] results, int start, int count, CancellationToken cancellationToken)
    {
        var doubtful = Enumerable.Range(start, count).Where(i => results[i].Error == DocumentError.Conflict).ToList();
        var references = doubtful.ConvertAll(i => new DocumentReference(documents[i].Id));
        var stored = new BulkReads(connection, database).ReadAsync(references, new ReadOptions { IncludeRevisionHistory = true }, cancellationToken);
        await foreach (var found in stored.ConfigureAwait(false))
        {
            var index = doubtful[found.RequestIndex];
            if (found.Document is not { } document || !IsWriteOf(documents[index], document)) continue;
            results[index] = new BulkWriteResult { Id = document.Id, Revision = document.Revision };
        }
    }

    // Someone else who wrote the same over the same revision made the same revision: then there is no conflict either.
    private static bool IsWriteOf(Document sent, Document stored)
    {
        if (stored.IsDeleted != sent.IsDeleted || stored.RevisionHistory.ElementAtOrDefault(1) != sent.Revision) return false;
        if (stored.Attachments.Count != sent.Attachments.Count || sent.Attachments.Keys.Any(name => !stored.Attachments.ContainsKey(name))) return false;
        using var sentContent = JsonDocument.Parse(sent.Content);
        using var storedContent = JsonDocument.Parse(stored.Content);
        return JsonElement.DeepEquals(sentContent.RootElement, storedContent.RootElement);
    }
}
