using System.Buffers;
using System.Text.Json;
using Raindrop.Documents;
using Raindrop.Sealing;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Stored;

/// <summary>The body of a key document. It is a stored shape: a frozen example in the tests holds it.</summary>
internal static class TenantKeyJson
{
    public static ReadOnlyMemory<byte> Write(TenantKeyDocument document)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, StoredJson.Writing);
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, TenantKeyDocument.Schema);
        json.WriteNumber("rd_schema_version"u8, TenantKeyDocument.SchemaVersion);
        json.WriteString("rd_key"u8, document.Tenant.Value);
        json.WriteString("state"u8, NameOf(document.State));
        if (document.Shredding is { } receipt)
        {
            json.WriteString("shredded"u8, StoredTime.ToText(receipt.ShreddedAt));
            json.WriteString("backups_until"u8, StoredTime.ToText(receipt.LastBackupDiesAt));
        }
        else
        {
            json.WriteString("suite"u8, SealedRecord.SuiteName);
            json.WriteStartArray("keys"u8);
            foreach (var key in document.Keys)
            {
                json.WriteStartObject();
                json.WriteString("state"u8, key == document.Current ? "current" : "retiring");
                KeyEntryJson.Write(json, key);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Reads a body.</summary>
    /// <returns><see langword="null"/> where it is not one of this tenant.</returns>
    /// <exception cref="TenantKeyException">A newer version wrote it.</exception>
    public static TenantKeyDocument? TryParse(TenantId tenant, ReadOnlyMemory<byte> content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            return Parse(tenant, json.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static TenantKeyDocument? Parse(TenantId tenant, JsonElement json)
    {
        if (json.GetProperty("rd_schema"u8).GetString() != TenantKeyDocument.Schema) return null;
        if (json.GetProperty("rd_schema_version"u8).GetInt32() > TenantKeyDocument.SchemaVersion) throw new TenantKeyException(tenant, TenantKeyFailure.NewerFormat);
        if (json.GetProperty("rd_key"u8).GetString() != tenant.Value) return null;
        return json.GetProperty("state"u8).GetString() switch
        {
            "active" => WithKeys(tenant, TenantKeyState.Active, json),
            "suspended" => WithKeys(tenant, TenantKeyState.Suspended, json),
            "shredded" => TenantKeyDocument.Shredded(new ShredReceipt
            {
                Tenant = tenant,
                ShreddedAt = StoredTime.Parse(json.GetProperty("shredded"u8).GetString()),
                LastBackupDiesAt = StoredTime.Parse(json.GetProperty("backups_until"u8).GetString()),
            }),
            _ => null,
        };
    }

    private static TenantKeyDocument? WithKeys(TenantId tenant, TenantKeyState state, JsonElement json)
    {
        if (json.GetProperty("suite"u8).GetString() != SealedRecord.SuiteName) return null;
        var keys = new List<KeyEntry>();
        foreach (var item in json.GetProperty("keys"u8).EnumerateArray())
        {
            // The current key stands first, and is the only current one.
            if (item.GetProperty("state"u8).GetString() != (keys.Count == 0 ? "current" : "retiring")) return null;
            keys.Add(KeyEntryJson.Parse(item));
        }

        return keys.Count == 0 || keys.DistinctBy(key => key.Id).Count() < keys.Count ? null : new TenantKeyDocument { Tenant = tenant, State = state, Keys = keys };
    }

    private static string NameOf(TenantKeyState state) => state switch
    {
        TenantKeyState.Active => "active",
        TenantKeyState.Suspended => "suspended",
        _ => "shredded",
    };
}
