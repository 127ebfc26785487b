using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Testing.Harness;

/// <summary>Writes the same JSON in another spelling, as a store may hand it back: other blanks, other escapes, the same values.</summary>
internal static class Respelling
{
    // An encoder that leaves no character as it is. Numbers stay: what they are written like is part of a decimal number.
    private static readonly JsonWriterOptions Spelling = new() { Indented = true, Encoder = JavaScriptEncoder.Create(new TextEncoderSettings()), SkipValidation = true };

    public static Document Of(Document document) =>
        new() { Id = document.Id, Revision = document.Revision, Content = Of(document.Content), Attachments = document.Attachments };

    /// <summary>The same JSON; what is none stays as it is.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json)
    {
        var buffer = new ArrayBufferWriter<byte>((json.Length * 4) + 64);
        using var writer = new Utf8JsonWriter(buffer, Spelling);
        try
        {
            var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = MemberReader.MaxDepth });
            while (reader.Read()) Write(ref reader, writer);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return json;
        }

        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void Write(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(reader.GetString()!);
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(reader.GetString());
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }
}
