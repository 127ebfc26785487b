namespace Raindrop.Gateway.Bodies;

/// <summary>Finds out whether a document says that an attachment follows it: <c>"_attachments": {"name": {"follows": true}}</c>.</summary>
/// <param name="isOn">Whether to look.</param>
internal struct AttachmentWatch(bool isOn)
{
    /// <summary>The depths of the members of the document, and of those of an attachment.</summary>
    private const int Document = 1, Attachment = 3;

    private bool _isInAttachments;
    private bool _isFollows;

    /// <summary>Whether one follows.</summary>
    public bool HasFollowing { get; private set; }

    /// <summary>Whether the beginning of the name that starts now matters.</summary>
    public readonly bool Wants(in OpenBrackets open) => isOn && (open.Depth == Document || IsAttachment(open));

    /// <summary>A name ended.</summary>
    public void EndName(in TextHead name, in OpenBrackets open)
    {
        if (open.Depth == Document) _isInAttachments = name.Is("_attachments"u8);
        _isFollows = IsAttachment(open) && name.Is("follows"u8);
    }

    /// <summary>The value <c>true</c> ended.</summary>
    public void EndTrue() => HasFollowing |= _isFollows;

    /// <summary>A bracket opened or closed.</summary>
    public void Reset() => _isFollows = false;

    private readonly bool IsAttachment(in OpenBrackets open) => open.Depth == Attachment && _isInAttachments && open.IsObject(Document) && open.IsObject(Attachment - 1);
}
