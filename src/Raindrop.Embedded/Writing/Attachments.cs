using Raindrop.Documents;
using Raindrop.Embedded.Reading;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Writing;

/// <summary>Attachments, one at a time.</summary>
internal sealed class Attachments(string name, DatabaseFolder folder)
{
    public ValueTask<AttachmentContent?> OpenAsync(DocumentReference document, string attachment, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(attachment);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<AttachmentContent?>(cancellationToken);
        var lease = folder.BeginRead(name);
        var isKept = false;
        try
        {
            if (DocumentReads.FindAttachment(lease.Connection, document, attachment) is not { } entry) return ValueTask.FromResult<AttachmentContent?>(null);
            isKept = entry.Length > Blobs.PieceSize;
            Stream stream = isKept ? new BlobStream(lease, entry) : new MemoryStream(Blobs.ReadAll(lease.Connection, entry), writable: false);
            return ValueTask.FromResult<AttachmentContent?>(new AttachmentContent(stream, entry.ContentType, entry.Length));
        }
        finally
        {
            if (!isKept) lease.Dispose();
        }
    }

    public async ValueTask<string> PutAsync(DocumentReference reference, string attachment, string contentType, Stream content, CancellationToken cancellationToken)
    {
        using var spooled = await SpooledContent.ReadAsync(content, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        // Not cancelled from here on: the bytes must not be disposed of while they are written.
        var result = await folder.WriteAsync(name, session => Write(session, reference, requiresName: null, (parent, generation) =>
        {
            var entries = parent.Where(entry => entry.Name != attachment).ToList();
            spooled.Content.Position = 0;
            entries.Add(new AttachmentWriter(session.Connection).Store(attachment, contentType, spooled, generation));
            return entries;
        }), 1, CancellationToken.None).ConfigureAwait(false);
        return DocumentWrites.Require(result, "write attachment");
    }

    public async ValueTask<string> DeleteAsync(DocumentReference reference, string attachment, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(attachment);
        var result = await folder.WriteAsync(name, session => Write(session, reference, attachment, (parent, _) => [.. parent.Where(entry => entry.Name != attachment)]), 1, cancellationToken).ConfigureAwait(false);
        return DocumentWrites.Require(result, "delete attachment");
    }

    // Writes the document's body as it is, with other attachments.
    private BulkWriteResult Write(WriteSession session, DocumentReference reference, string? requiresName, Func<IReadOnlyList<AttachmentEntry>, int, List<AttachmentEntry>> change)
    {
        var writer = new DocumentWriter(session, folder.Options);
        var head = Head.Read(session.Connection, reference.Id);
        var asked = new Document { Id = reference.Id, Revision = reference.Revision };
        if (requiresName is not null && (head is null or { IsDeleted: true })) return DocumentWriter.Refused(asked, DocumentError.NotFound);
        if (!writer.TryFindParent(asked, head, out var parent)) return DocumentWriter.Refused(asked, DocumentError.Conflict);
        if (requiresName is not null && AttachmentList.Find(parent!.Attachments, requiresName) is null) return DocumentWriter.Refused(asked, DocumentError.NotFound);
        var content = parent is null or { IsDeleted: true } ? Document.EmptyContent : DocumentReads.ReadContent(session.Connection, parent.Number);
        var document = new Document { Id = reference.Id, Revision = reference.Revision, Content = content };
        return writer.Write(document, head, parent, entries =>
        {
            entries.AddRange(change(parent is null or { IsDeleted: true } ? [] : parent.Attachments, DocumentWriter.NextGeneration(parent)));
            entries.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
            return true;
        });
    }
}
