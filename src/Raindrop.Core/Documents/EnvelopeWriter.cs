using System.Text.Json;

namespace Raindrop.Documents;

/// <summary>Writes bodies: the envelope in its fixed order, then the payload's members in theirs, so that the same document always has the same bytes.</summary>
internal static class EnvelopeWriter
{
    private static readonly JsonPieces Pieces = new(new JsonWriterOptions { SkipValidation = true });

    /// <summary>Puts an envelope before a payload.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="payload">A valid JSON object without members of the envelope.</param>
    public static ReadOnlyMemory<byte> Compose(in DocumentEnvelope envelope, ReadOnlySpan<byte> payload)
    {
        var members = payload[(payload.IndexOf((byte)'{') + 1)..].TrimStart(" \t\r\n"u8);
        return Pieces.Write(envelope, static (writer, head) => WriteMembers(writer, head), members[0] == (byte)'}' ? default : ","u8, members);
    }

    // The object is closed by what follows.
    private static void WriteMembers(Utf8JsonWriter writer, in DocumentEnvelope envelope)
    {
        writer.WriteStartObject();
        writer.WriteString(EnvelopeNames.Schema, envelope.Schema);
        writer.WriteNumber(EnvelopeNames.SchemaVersion, envelope.SchemaVersion);
        writer.WriteString(EnvelopeNames.Key, envelope.Key);
        if (envelope.Extension is not null) WriteOrigin(writer, envelope);
    }

    private static void WriteOrigin(Utf8JsonWriter writer, in DocumentEnvelope envelope)
    {
        writer.WriteString(EnvelopeNames.Extension, envelope.Extension);
        writer.WriteNumber(EnvelopeNames.ExtensionVersion, envelope.ExtensionVersion);
        writer.WriteStartObject(EnvelopeNames.Source);
        writer.WriteString(EnvelopeNames.SourceId, envelope.SourceId);
        if (envelope.SourceRevision is not null) writer.WriteString(EnvelopeNames.SourceRevision, envelope.SourceRevision);
        writer.WriteEndObject();
        writer.WriteString(EnvelopeNames.Digest, envelope.Digest);
    }
}
