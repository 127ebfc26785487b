using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Raindrop.Credentials;

namespace Raindrop.Keys.KeyRing;

/// <summary>Writes a ring as the text of its file: always the same bytes for the same ring.</summary>
internal static class KeyRingWriting
{
    public const string Format = "raindrop-keyring-1";
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private const int LongestHead = 256;
    private const int LongestEntry = 256;

    public static Secret ToText(KeyRingContent ring)
    {
        // Large enough from the start: a buffer that grows leaves copies behind.
        var buffer = new ArrayBufferWriter<byte>(LongestHead + (ring.Entries.Count * LongestEntry));
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" })) Write(json, ring);
        buffer.Write("\n"u8);
        var text = Secret.Copy(buffer.WrittenSpan);
        buffer.Clear();
        return text;
    }

    private static void Write(Utf8JsonWriter json, KeyRingContent ring)
    {
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("current", ring.CurrentId);
        json.WriteStartArray("keys");
        foreach (var entry in ring.Entries) Write(json, entry);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, KeyRingEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("id", entry.Id);
        json.WriteString("created", Time(entry.CreatedAt));
        if (entry.Key is { } secret)
        {
            using var key = secret.Read();
            json.WriteBase64String("key", key.Bytes);
            json.WriteString("check", entry.Check());
        }

        if (entry.RetiredAt is { } retired) json.WriteString("retired", Time(retired));
        json.WriteEndObject();
        // Into the buffer at once, which is zeroed when all is written.
        json.Flush();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
