using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>Checks a document before anything of it is sent.</summary>
internal static class DocumentCheck
{
    public static void Require(Document document, WriteMode mode)
    {
        ArgumentNullException.ThrowIfNull(document);
        DocumentIds.Require(document.Id);
        Revisions.Require(document.Id, document.Revision);
        if (!document.IsVerified) DocumentContent.Validate(document.Id, document.Content);
        foreach (var (name, attachment) in document.Attachments) RequireAttachment(document.Id, name, attachment.ContentType);
        if (mode == WriteMode.Replicated) RequireHistory(document);
    }

    public static void RequireAttachment(string id, string name, string contentType)
    {
        DocumentIds.RequireWellFormed(name);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(contentType);
        if (name[0] == '_') throw new InvalidDocumentException(id, InvalidDocumentReason.ReservedName);
        foreach (var c in contentType) if (char.IsControl(c)) throw new ArgumentException("A media type holds no control characters.", nameof(contentType));
    }

    private static void RequireHistory(Document document)
    {
        var history = document.RevisionHistory;
        var valid = document.Revision is not null && (history.Count == 0 || history[0] == document.Revision);
        for (var i = 0; valid && i < history.Count; i++)
        {
            valid = Revisions.IsValid(history[i]) && Revisions.Split(history[i]).Generation == Revisions.Split(history[0]).Generation - i;
        }

        if (!valid) throw new InvalidDocumentException(document.Id, InvalidDocumentReason.InvalidRevision);
    }
}
