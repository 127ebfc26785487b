using System.Text.Json;

namespace Raindrop.Documents;

/// <summary>What a document's body says about itself in its members that start with <c>rd_</c>. The rest is the payload.</summary>
internal readonly record struct DocumentEnvelope
{
    public required string Schema { get; init; }

    public required int SchemaVersion { get; init; }

    public required string Key { get; init; }

    /// <summary>The extension that wrote the document; <see langword="null"/> on a source document.</summary>
    public string? Extension { get; init; }

    /// <summary>The version of that extension; 0 on a source document.</summary>
    public int ExtensionVersion { get; init; }

    /// <summary>What the document was derived from.</summary>
    public string? SourceId { get; init; }

    public string? SourceRevision { get; init; }

    /// <summary>The digest of what its readers see: see <see cref="Extensions.EmittedDocument.Digest"/>.</summary>
    public string? Digest { get; init; }

    /// <summary>Reads the envelope of a body.</summary>
    /// <returns><see langword="false"/> if the body is not a JSON object or lacks its schema, schema version or key.</returns>
    public static bool TryRead(ReadOnlySpan<byte> content, out DocumentEnvelope envelope)
    {
        envelope = default;
        try
        {
            return EnvelopeReader.TryRead(content, out envelope);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    /// <summary>The body without its envelope; the same bytes where it has none.</summary>
    /// <exception cref="JsonException">The body is not a JSON object.</exception>
    public static ReadOnlyMemory<byte> PayloadOf(ReadOnlyMemory<byte> content)
    {
        var members = new MemberReader(content.Span);
        var hasEnvelope = false;
        while (members.MoveNext())
        {
            if (!members.IsEnvelope) return RestOf(content, members, hasEnvelope);
            hasEnvelope = true;
        }

        return hasEnvelope ? Document.EmptyContent : content;
    }

    /// <param name="content">The body.</param>
    /// <param name="members">Stands on the first member of the payload.</param>
    /// <param name="hasEnvelope">Whether members of the envelope came before.</param>
    private static ReadOnlyMemory<byte> RestOf(ReadOnlyMemory<byte> content, MemberReader members, bool hasEnvelope)
    {
        // The envelope is written first and stores keep the order, so the rest of the body is the payload as it stands.
        var rest = content.Span[members.Start..];
        if (!EnvelopeReader.MayHoldMembers(rest)) return hasEnvelope ? PayloadBuilder.Of(rest) : content;
        var payload = new PayloadBuilder(content.Length);
        do
        {
            if (members.IsEnvelope) hasEnvelope = true;
            else payload.Add(content.Span[members.Start..members.End]);
        }
        while (members.MoveNext());
        return hasEnvelope ? payload.ToMemory() : content;
    }
}
