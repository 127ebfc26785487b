using System.Text.Json;

namespace Raindrop.Documents;

/// <summary>Reads an envelope from a body in one pass, which ends early where nothing can follow that matters.</summary>
internal static class EnvelopeReader
{
    public static bool TryRead(ReadOnlySpan<byte> content, out DocumentEnvelope envelope)
    {
        envelope = default;
        var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = MemberReader.MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        string? schema = null, key = null, extension = null, sourceId = null, sourceRevision = null, digest = null;
        int version = 0, extensionVersion = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(EnvelopeNames.Schema)) schema = ReadText(ref reader);
            else if (reader.ValueTextEquals(EnvelopeNames.SchemaVersion)) version = ReadNumber(ref reader);
            else if (reader.ValueTextEquals(EnvelopeNames.Key)) key = ReadText(ref reader);
            else if (reader.ValueTextEquals(EnvelopeNames.Extension)) extension = ReadText(ref reader);
            else if (reader.ValueTextEquals(EnvelopeNames.ExtensionVersion)) extensionVersion = ReadNumber(ref reader);
            else if (reader.ValueTextEquals(EnvelopeNames.Source)) (sourceId, sourceRevision) = ReadSource(ref reader);
            else if (reader.ValueTextEquals(EnvelopeNames.Digest)) digest = ReadText(ref reader);
            else if (extension is null && schema is not null && key is not null && version > 0 && !MayHoldMembers(content[(int)reader.TokenStartIndex..])) break;
            else reader.Skip();

            // The digest is written last: nothing after it belongs to the envelope of a derived document.
            if (digest is not null && schema is not null && key is not null && version > 0 && extension is not null && extensionVersion > 0 && sourceId is not null) break;
        }

        if (schema is null || key is null || version < 1) return false;
        envelope = new DocumentEnvelope
        {
            Schema = schema,
            SchemaVersion = version,
            Key = key,
            Extension = extension,
            ExtensionVersion = extensionVersion,
            SourceId = sourceId,
            SourceRevision = sourceRevision,
            Digest = digest,
        };
        return true;
    }

    /// <summary>Whether members of an envelope may stand in a stretch of a body; a name can be spelt with escapes.</summary>
    public static bool MayHoldMembers(ReadOnlySpan<byte> content) => content.IndexOf("\"rd_"u8) >= 0 || content.IndexOf("\\u"u8) >= 0;

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    private static int ReadNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt32();
    }

    private static (string? Id, string? Revision) ReadSource(ref Utf8JsonReader reader)
    {
        string? id = null, revision = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("The source must be an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(EnvelopeNames.SourceId)) id = ReadText(ref reader);
            else if (reader.ValueTextEquals(EnvelopeNames.SourceRevision)) revision = ReadText(ref reader);
            else reader.Skip();
        }

        return (id, revision);
    }
}
