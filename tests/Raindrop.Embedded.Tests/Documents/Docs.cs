using System.Text;
using Raindrop.Documents;

namespace Raindrop.Embedded.Tests.Documents;

/// <summary>Short forms of what tests write and read.</summary>
internal static class Docs
{
    public static Document Of(string id, string json = "{}", string? revision = null, bool deleted = false) =>
        new() { Id = id, Revision = revision, IsDeleted = deleted, Content = Encoding.UTF8.GetBytes(json) };

    public static async Task PlantAsync(this IDocumentDatabase database, string id, string json, bool deleted, params string[] history)
    {
        var document = new Document { Id = id, Revision = history[0], RevisionHistory = history, IsDeleted = deleted, Content = Encoding.UTF8.GetBytes(json) };
        (await database.BulkWriteAsync([document], WriteMode.Replicated)).Single().IsWritten.Should().BeTrue();
    }

    public static async Task<Document> ReadAsync(this IDocumentDatabase database, string id, string? revision = null) =>
        (await database.GetAsync(new DocumentReference(id, revision), new ReadOptions { IncludeConflicts = true, IncludeRevisionHistory = true, IncludeAttachments = true }))!;

    public static async Task<List<T>> ListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items) list.Add(item);
        return list;
    }

    public static string Text(this Document document) => Encoding.UTF8.GetString(document.Content.Span);
}
