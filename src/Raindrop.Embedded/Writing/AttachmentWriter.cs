using Raindrop.Documents;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Writing;

/// <summary>Stores the attachments that a document carries and keeps those that it names.</summary>
internal sealed class AttachmentWriter(Connection connection)
{
    /// <summary>Lists a document's attachments, in the order of their names.</summary>
    /// <param name="document">The document.</param>
    /// <param name="kept">The attachments that it may keep by name.</param>
    /// <param name="generation">The generation of the revision that brings new bytes.</param>
    /// <param name="entries">Where they are listed.</param>
    /// <returns>Whether everything that it keeps is there.</returns>
    public bool TryStore(Document document, IReadOnlyList<AttachmentEntry> kept, int generation, List<AttachmentEntry> entries)
    {
        foreach (var (name, attachment) in document.Attachments)
        {
            if (attachment.Data is not null) continue;
            if (FindKept(kept, name, attachment.Digest) is not { } entry) return false;
            entries.Add(entry);
        }

        foreach (var (name, attachment) in document.Attachments)
        {
            if (attachment.Data is not { } data) continue;
            using var content = SpooledContent.Of(data);
            entries.Add(Store(name, attachment.ContentType, content, generation));
        }

        entries.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return true;
    }

    public AttachmentEntry Store(string name, string contentType, SpooledContent content, int generation) =>
        new(name, contentType, content.Length, content.Digest, generation, Blobs.Store(connection, content.Hash, content.Length, content.Content));

    // Of several leaves' attachments of one name the digest tells which is meant.
    private static AttachmentEntry? FindKept(IReadOnlyList<AttachmentEntry> kept, string name, string? digest)
    {
        AttachmentEntry? found = null;
        foreach (var entry in kept)
        {
            if (entry.Name != name) continue;
            if (digest is null || entry.Digest == digest) return entry;
            found ??= entry;
        }

        return found;
    }
}
