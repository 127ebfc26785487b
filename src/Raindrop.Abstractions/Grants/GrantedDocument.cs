namespace Raindrop.Grants;

/// <summary>A document that a grant allows to be written, to one content only, or to be deleted.</summary>
public sealed record GrantedDocument
{
    private GrantedDocument(string id, string? digest) => (Id, Digest) = (id, digest);

    /// <summary>The document's id, within a reserved prefix.</summary>
    public string Id { get; }

    /// <summary>The digest of the content that may be written: SHA-256 over its canonical JSON, in base 64 for URLs, 43 characters; <see langword="null"/> for a deletion.</summary>
    public string? Digest { get; }

    /// <summary>Whether the document is deleted rather than written.</summary>
    public bool IsDeletion => Digest is null;

    /// <summary>A document that may be written.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="digest">The digest of its content.</param>
    public static GrantedDocument Write(string id, string digest)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(digest);
        return new GrantedDocument(id, digest);
    }

    /// <summary>A document that may be deleted.</summary>
    /// <param name="id">Its id.</param>
    public static GrantedDocument Delete(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new GrantedDocument(id, null);
    }

    /// <summary>What it allows; not the id.</summary>
    public override string ToString() => IsDeletion ? "Deletion of a document" : "Write of a document";
}
