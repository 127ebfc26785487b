using System.Text.Encodings.Web;
using System.Text.Json;

namespace Raindrop.Documents;

/// <summary>How documents of Raindrop's own are written and read: compact, and without escapes that only HTML needs.</summary>
internal static class StoredJson
{
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>For documents, which are small.</summary>
    public static readonly JsonPieces Pieces = new(Writing);

    /// <summary>The next value, a text or null.</summary>
    public static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    /// <summary>The next value, a whole number.</summary>
    public static int ReadNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt32();
    }
}
