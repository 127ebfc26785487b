namespace Mailroom.Schemas;

/// <summary>The body of a source document. The message itself is its attachment <see cref="AttachmentName"/>.</summary>
/// <param name="Size">The size of the message in bytes.</param>
internal sealed record SourceMessage(int Size)
{
    public const string AttachmentName = "message.eml";
}
