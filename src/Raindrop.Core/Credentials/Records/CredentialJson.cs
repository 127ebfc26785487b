using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Records;

/// <summary>The body of a credential's document. Only bodies of exactly this form are read.</summary>
internal static class CredentialJson
{
    private const int Members = 8;

    public static ReadOnlyMemory<byte> Write(CredentialHeader header, byte[] record) =>
        StoredJson.Pieces.Write((header, record), static (json, it) => Write(json, it.header, it.record));

    public static bool TryRead(ReadOnlySpan<byte> content, TenantId tenant, string name, out CredentialHeader header, out byte[] record)
    {
        (header, record) = (default, []);
        try
        {
            return TryParse(content, tenant, name, out header, out record);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static void Write(Utf8JsonWriter json, CredentialHeader header, byte[] record)
    {
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, CredentialFormat.Schema);
        json.WriteNumber("rd_schema_version"u8, CredentialFormat.SchemaVersion);
        json.WriteString("rd_key"u8, CredentialFormat.KeyOf(header.Reference.Tenant, header.Reference.Name));
        json.WriteString("purpose"u8, header.Reference.Purpose);
        json.WriteString("kind"u8, CredentialFormat.NameOf(header.Kind));
        json.WriteString("stored"u8, header.Stored);
        if (header.Expires is not null) json.WriteString("expires"u8, header.Expires);
        json.WriteString("tenant_key"u8, header.KeyId);
        json.WriteBase64String("sealed"u8, record);
        json.WriteEndObject();
    }

    private static bool TryParse(ReadOnlySpan<byte> content, TenantId tenant, string name, out CredentialHeader header, out byte[] record)
    {
        (header, record) = (default, []);
        string? purpose = null, stored = null, expires = null, tenantKey = null;
        CredentialKind? kind = null;
        var count = 0;
        var reader = new Utf8JsonReader(content);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            count++;
            if (reader.ValueTextEquals("rd_schema"u8)) { if (!IsNext(ref reader, CredentialFormat.Schema)) return false; }
            else if (reader.ValueTextEquals("rd_schema_version"u8)) { if (StoredJson.ReadNumber(ref reader) != CredentialFormat.SchemaVersion) return false; }
            else if (reader.ValueTextEquals("rd_key"u8)) { if (!IsNext(ref reader, CredentialFormat.KeyOf(tenant, name))) return false; }
            else if (reader.ValueTextEquals("purpose"u8)) purpose = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("kind"u8)) kind = CredentialFormat.KindOf(StoredJson.ReadText(ref reader));
            else if (reader.ValueTextEquals("stored"u8)) stored = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("expires"u8)) expires = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("tenant_key"u8)) tenantKey = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("sealed"u8)) record = ReadBase64(ref reader);
            else return false;
        }

        // A member that is there twice is none that is missing: stores refuse such bodies.
        if (count != (expires is null ? Members : Members + 1) || kind is null || !CredentialLabel.IsValid(name) || !CredentialLabel.IsValid(purpose) || !IsKeyId(tenantKey)) return false;
        if (!StoredTime.TryParse(stored, out _) || (expires is not null && !StoredTime.TryParse(expires, out _))) return false;
        header = new CredentialHeader { Reference = new CredentialReference(tenant, name, purpose!), Kind = kind.Value, Stored = stored!, Expires = expires, KeyId = tenantKey! };
        return record.Length > 0;
    }

    private static bool IsNext(ref Utf8JsonReader reader, string text)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(text);
    }

    private static bool IsKeyId(string? id) => id is { Length: > 0 and <= CredentialHeader.LongestKeyId } && Ascii.IsValid(id);

    // A reader overlooks spaces; only the text that a writer makes is read.
    private static byte[] ReadBase64(ref Utf8JsonReader reader)
    {
        reader.Read();
        var bytes = reader.GetBytesFromBase64();
        var length = reader.ValueIsEscaped ? reader.GetString()!.Length : reader.ValueSpan.Length;
        return length == Base64.GetMaxEncodedToUtf8Length(bytes.Length) ? bytes : throw new FormatException();
    }
}
