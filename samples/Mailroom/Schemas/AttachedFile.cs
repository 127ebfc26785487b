namespace Mailroom.Schemas;

/// <summary>A file in a message.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Size">Its size in bytes, decoded.</param>
/// <param name="Digest">SHA-256 of the decoded bytes, in hexadecimal digits.</param>
/// <param name="Inline">Whether it is shown within the message.</param>
/// <param name="Truncated">Whether its encoding stops before its end.</param>
internal sealed record AttachedFile(string Name, string Type, long Size, string Digest, bool Inline, bool Truncated);
