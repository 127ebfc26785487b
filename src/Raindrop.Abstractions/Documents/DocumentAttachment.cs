namespace Raindrop.Documents;

/// <summary>An attachment of a document: what it is, and, where they were asked for or are to be written, its bytes.</summary>
public sealed class DocumentAttachment
{
    /// <summary>The media type, for example <c>message/rfc822</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>The size in bytes.</summary>
    public long Length { get; init; }

    /// <summary>The store's digest of the bytes, opaque; <see langword="null"/> before the attachment was written.</summary>
    public string? Digest { get; init; }

    /// <summary>The generation of the revision that brought these bytes; 0 before the attachment was written.</summary>
    public int RevisionPosition { get; init; }

    /// <summary>The bytes, or <see langword="null"/> for a stub.</summary>
    public ReadOnlyMemory<byte>? Data { get; init; }

    /// <summary>The media type and size; never the bytes.</summary>
    public override string ToString() => $"Attachment {ContentType}, {Length} bytes";
}
