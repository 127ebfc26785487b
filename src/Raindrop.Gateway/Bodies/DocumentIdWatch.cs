namespace Raindrop.Gateway.Bodies;

/// <summary>Finds the ids of the documents that a body writes, to tell those of design documents.</summary>
/// <param name="shape">Where the body names documents; <see cref="JsonBodyShape.Any"/> to look for none.</param>
internal struct DocumentIdWatch(JsonBodyShape shape)
{
    /// <summary>The depths of the members of a document that stands alone, and of one in <c>docs</c>.</summary>
    private const int Alone = 1, InBulk = 3;

    private bool _isInDocs;
    private bool _isId;

    /// <summary>Whether the beginning of the string that starts now matters.</summary>
    public readonly bool Wants(bool isName, in OpenBrackets open) => shape != JsonBodyShape.Any && (isName ? open.Depth == Alone || IsDocument(open) : _isId);

    /// <summary>A name ended.</summary>
    public void EndName(in TextHead name, in OpenBrackets open)
    {
        if (open.Depth == Alone) _isInDocs = name.Is("docs"u8);
        _isId = IsDocument(open) && name.Is("_id"u8);
    }

    /// <summary>A string that is a value ended.</summary>
    /// <returns>Whether it is the id of a design document.</returns>
    public readonly bool IsDesign(in TextHead value) => _isId && value.StartsWith("_design/"u8);

    /// <summary>A bracket opened or closed.</summary>
    public void Reset() => _isId = false;

    private readonly bool IsDocument(in OpenBrackets open) => shape switch
    {
        JsonBodyShape.Document => open.Depth == Alone,
        JsonBodyShape.BulkDocuments => open.Depth == InBulk && _isInDocs && open.IsObject(Alone) && !open.IsObject(Alone + 1),
        _ => false,
    };
}
