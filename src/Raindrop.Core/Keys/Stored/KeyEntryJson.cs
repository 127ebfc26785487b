using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Keys.Stored;

/// <summary>A wrapped key in a document or a file, within an object that holds more.</summary>
internal static class KeyEntryJson
{
    public static void Write(Utf8JsonWriter json, KeyEntry key)
    {
        json.WriteString("id"u8, key.Id);
        json.WriteString("created"u8, StoredTime.ToText(key.CreatedAt));
        json.WriteString("kek"u8, key.Wrapped.KeyEncryptionKeyId);
        json.WriteBase64String("wrapped"u8, key.Wrapped.Bytes.Span);
        json.WriteBase64String("commitment"u8, key.Commitment.Span);
    }

    /// <summary>Reads an entry.</summary>
    /// <exception cref="Exception">It is none: one of those that <see cref="JsonElement"/> throws.</exception>
    public static KeyEntry Parse(JsonElement json) => new(
        Required(json, "id"),
        StoredTime.Parse(Required(json, "created")),
        new WrappedKey(Required(json, "kek"), json.GetProperty("wrapped"u8).GetBytesFromBase64()),
        json.GetProperty("commitment"u8).GetBytesFromBase64());

    private static string Required(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException("A text is missing.");
}
