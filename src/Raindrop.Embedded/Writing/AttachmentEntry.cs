namespace Raindrop.Embedded.Writing;

/// <summary>An attachment as a leaf lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Digest">CouchDB's digest of its bytes, which is what readers compare.</param>
/// <param name="Position">The generation of the revision that brought it.</param>
/// <param name="Blob">The number under which the bytes are stored.</param>
internal sealed record AttachmentEntry(string Name, string ContentType, long Length, string Digest, int Position, long Blob);
