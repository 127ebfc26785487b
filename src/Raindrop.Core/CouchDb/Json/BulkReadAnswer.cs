using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>What <c>_bulk_get</c> found for one reference. Where no revision was asked for it names every leaf, of which the winning one is kept.</summary>
internal struct BulkReadAnswer
{
    public string? Id { get; set; }

    /// <summary>The revision that the error speaks of.</summary>
    public string? Revision { get; set; }

    public Document? Document { get; private set; }

    public DocumentError Error { readonly get => Document is null ? field : DocumentError.None; set; }

    public void Add(Document leaf)
    {
        if (Document is null || Revisions.Wins(leaf.Revision!, leaf.IsDeleted, Document.Revision!, Document.IsDeleted)) Document = leaf;
    }

    public readonly bool Answers(DocumentReference reference) =>
        reference.Id == Id && (reference.Revision is null || reference.Revision == (Document?.Revision ?? Revision));
}
