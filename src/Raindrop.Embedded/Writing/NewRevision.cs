namespace Raindrop.Embedded.Writing;

/// <summary>A revision to store.</summary>
internal readonly record struct NewRevision(string Revision, string? Parent, bool IsDeleted, ReadOnlyMemory<byte> Content, IReadOnlyList<AttachmentEntry> Attachments);
