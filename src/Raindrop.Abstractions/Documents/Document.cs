namespace Raindrop.Documents;

/// <summary>One revision of a document: its id, its revision, its JSON body and its attachments.</summary>
/// <remarks>
/// The same type is read and written. The body is kept as UTF-8 bytes, so that a document which only passes through is
/// neither parsed into a tree nor re-encoded.
/// </remarks>
public sealed class Document
{
    /// <summary>An empty JSON object, the body of a document that holds nothing.</summary>
    public static ReadOnlyMemory<byte> EmptyContent { get; } = "{}"u8.ToArray();

    /// <summary>The document's id, 1 or more characters; <c>_design/name</c> for a design document.</summary>
    public required string Id { get; init; }

    /// <summary>The revision that was read, or the revision that a write replaces; <see langword="null"/> to create, also where a tombstone stands: CouchDB refuses a write that names the tombstone.</summary>
    public string? Revision { get; init; }

    /// <summary>Whether this revision is a tombstone. Writing a document with this set deletes it, keeping <see cref="Content"/> in the tombstone.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The body: one JSON object in UTF-8, without the store's own members (those whose names start with <c>_</c>).</summary>
    public ReadOnlyMemory<byte> Content { get; init; } = EmptyContent;

    /// <summary>The attachments by name. On a write, an attachment without <see cref="DocumentAttachment.Data"/> keeps the bytes that the store has.</summary>
    public IReadOnlyDictionary<string, DocumentAttachment> Attachments { get; init; } = NoAttachments;

    /// <summary>This revision and its ancestors, newest first, as far as the store knows them; empty unless asked for. A replicated write needs it.</summary>
    public IReadOnlyList<string> RevisionHistory { get; init; } = [];

    /// <summary>Other revisions that are leaves and not deleted, empty unless asked for.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    /// <summary>Whether the body is known to keep the rules of <see cref="DocumentContent"/>, because it was put together here from parts that were checked, so that a store need not check it again.</summary>
    internal bool IsVerified { get; init; }

    /// <summary>The document's id and revision; never its content.</summary>
    public override string ToString() => $"Document {Id} {Revision}";

    private static readonly IReadOnlyDictionary<string, DocumentAttachment> NoAttachments =
        new Dictionary<string, DocumentAttachment>(StringComparer.Ordinal);
}
