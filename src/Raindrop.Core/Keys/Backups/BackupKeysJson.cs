using System.Buffers;
using System.Text.Json;
using Raindrop.Documents;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Backups;

/// <summary>The content of the file of backup keys. It is a stored shape: a frozen example in the tests holds it.</summary>
internal static class BackupKeysJson
{
    private const int Format = 1;

    private static readonly JsonWriterOptions Writing = StoredJson.Writing with { Indented = true };

    public static ReadOnlyMemory<byte> Write(BackupKeys content)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Writing);
        json.WriteStartObject();
        json.WriteNumber("format"u8, Format);
        json.WriteStartArray("keys"u8);
        foreach (var key in content.Keys)
        {
            json.WriteStartObject();
            KeyEntryJson.Write(json, key.Entry);
            json.WriteString("destroy"u8, StoredTime.ToText(key.DestroyAt));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("shredded"u8);
        foreach (var receipt in content.Shredded)
        {
            json.WriteStartObject();
            json.WriteString("tenant"u8, receipt.Tenant.Value);
            json.WriteString("shredded"u8, StoredTime.ToText(receipt.ShreddedAt));
            json.WriteString("backups_until"u8, StoredTime.ToText(receipt.LastBackupDiesAt));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <exception cref="FormatException">It is damaged, or a newer version wrote it.</exception>
    public static BackupKeys Parse(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var root = json.RootElement;
            if (root.GetProperty("format"u8).GetInt32() != Format) throw new FormatException("A newer version of this library wrote it: update this host");
            return new BackupKeys
            {
                Keys = [.. root.GetProperty("keys"u8).EnumerateArray().Select(key => new BackupKey(KeyEntryJson.Parse(key), StoredTime.Parse(key.GetProperty("destroy"u8).GetString())))],
                Shredded = [.. root.GetProperty("shredded"u8).EnumerateArray().Select(ParseReceipt)],
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("It is damaged");
        }
    }

    private static ShredReceipt ParseReceipt(JsonElement json) => new()
    {
        Tenant = TenantId.Parse(json.GetProperty("tenant"u8).GetString() ?? ""),
        ShreddedAt = StoredTime.Parse(json.GetProperty("shredded"u8).GetString()),
        LastBackupDiesAt = StoredTime.Parse(json.GetProperty("backups_until"u8).GetString()),
    };
}
