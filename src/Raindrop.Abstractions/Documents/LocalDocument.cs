namespace Raindrop.Documents;

/// <summary>A local document: it stays in its database, is in no feed, and is under no revision control (the last writer wins).</summary>
/// <param name="Id">The id after <c>_local/</c>.</param>
/// <param name="Content">The body: one JSON object in UTF-8.</param>
public sealed record LocalDocument(string Id, ReadOnlyMemory<byte> Content)
{
    /// <summary>The document's id; never its content.</summary>
    public override string ToString() => $"LocalDocument {Id}";
}
