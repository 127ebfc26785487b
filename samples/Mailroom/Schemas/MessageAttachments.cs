namespace Mailroom.Schemas;

/// <summary>The files in a message.</summary>
internal sealed record MessageAttachments(IReadOnlyList<AttachedFile> Files);
