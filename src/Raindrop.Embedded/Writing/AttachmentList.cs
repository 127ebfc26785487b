using System.Buffers;
using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Embedded.Writing;

/// <summary>The stored form of a leaf's attachments: a JSON array of arrays, in the order of their names.</summary>
internal static class AttachmentList
{
    public static IReadOnlyList<AttachmentEntry> None { get; } = [];

    public static byte[] Write(IReadOnlyList<AttachmentEntry> entries)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var entry in entries)
            {
                json.WriteStartArray();
                json.WriteStringValue(entry.Name);
                json.WriteStringValue(entry.ContentType);
                json.WriteNumberValue(entry.Length);
                json.WriteStringValue(entry.Digest);
                json.WriteNumberValue(entry.Position);
                json.WriteNumberValue(entry.Blob);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static IReadOnlyList<AttachmentEntry> Read(ReadOnlySpan<byte> stored)
    {
        if (stored.IsEmpty) return None;
        var reader = new Utf8JsonReader(stored);
        using var json = JsonDocument.ParseValue(ref reader);
        var entries = new List<AttachmentEntry>(json.RootElement.GetArrayLength());
        foreach (var item in json.RootElement.EnumerateArray())
            entries.Add(new AttachmentEntry(item[0].GetString()!, item[1].GetString()!, item[2].GetInt64(), item[3].GetString()!, item[4].GetInt32(), item[5].GetInt64()));
        return entries;
    }

    public static AttachmentEntry? Find(IReadOnlyList<AttachmentEntry> entries, string name)
    {
        foreach (var entry in entries) if (entry.Name == name) return entry;
        return null;
    }

    public static DocumentAttachment ToAttachment(AttachmentEntry entry, ReadOnlyMemory<byte>? data) =>
        new() { ContentType = entry.ContentType, Length = entry.Length, Digest = entry.Digest, RevisionPosition = entry.Position, Data = data };
}
