using System.Buffers;
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
    private const int Base64Quantum = 4;

    public static ReadOnlyMemory<byte> Write(CredentialHeader header, ReadOnlySpan<byte> record)
    {
        var buffer = new ArrayBufferWriter<byte>(512 + Base64.GetMaxEncodedToUtf8Length(record.Length));
        using var json = new Utf8JsonWriter(buffer, StoredJson.Writing);
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, CredentialFormat.Schema);
        json.WriteNumber("rd_schema_version"u8, CredentialFormat.SchemaVersion);
        json.WriteString("rd_key"u8, CredentialFormat.KeyOf(header.Reference.Tenant, header.Reference.Name));
        json.WriteString("purpose"u8, header.Reference.Purpose);
        json.WriteString("kind"u8, header.Kind.ToString());
        json.WriteString("stored"u8, CredentialHeader.Write(header.StoredAt));
        if (header.ExpiresAt is { } expires) json.WriteString("expires"u8, CredentialHeader.Write(expires));
        json.WriteString("tenant_key"u8, header.KeyId);
        json.WriteBase64String("sealed"u8, record);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

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

    private static bool TryParse(ReadOnlySpan<byte> content, TenantId tenant, string name, out CredentialHeader header, out byte[] record)
    {
        (header, record) = (default, []);
        string? schema = null, key = null, purpose = null, kind = null, stored = null, expires = null, tenantKey = null;
        var (version, count) = (0, 0);
        var reader = new Utf8JsonReader(content);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            count++;
            if (reader.ValueTextEquals("sealed"u8)) record = ReadBase64(ref reader);
            else if (reader.ValueTextEquals("rd_schema"u8)) schema = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("rd_schema_version"u8)) version = StoredJson.ReadNumber(ref reader);
            else if (reader.ValueTextEquals("rd_key"u8)) key = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("purpose"u8)) purpose = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("kind"u8)) kind = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("stored"u8)) stored = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("expires"u8)) expires = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("tenant_key"u8)) tenantKey = StoredJson.ReadText(ref reader);
            else return false;
        }

        if (count != (expires is null ? Members : Members + 1) || version != CredentialFormat.SchemaVersion || schema != CredentialFormat.Schema || key != CredentialFormat.KeyOf(tenant, name)) return false;
        if (KindOf(kind) is not { } known || CredentialHeader.ReadTime(stored) is not { } storedAt || purpose is null || tenantKey is null) return false;
        var expiresAt = CredentialHeader.ReadTime(expires);
        if (expires is not null && expiresAt is null) return false;
        header = new CredentialHeader { Reference = new CredentialReference(tenant, name, purpose), Kind = known, StoredAt = storedAt, ExpiresAt = expiresAt, KeyId = tenantKey };
        return record.Length > 0;
    }

    private static CredentialKind? KindOf(string? kind) => kind switch
    {
        nameof(CredentialKind.Password) => CredentialKind.Password,
        nameof(CredentialKind.OAuthTokens) => CredentialKind.OAuthTokens,
        nameof(CredentialKind.ApiKey) => CredentialKind.ApiKey,
        _ => null,
    };

    // Several texts can stand for one last byte; only the one that a writer makes is read.
    private static byte[] ReadBase64(ref Utf8JsonReader reader)
    {
        reader.Read();
        var bytes = reader.GetBytesFromBase64();
        var text = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        Span<byte> end = stackalloc byte[Base64Quantum];
        var last = bytes.Length == 0 ? 0 : ((bytes.Length - 1) % 3) + 1;
        Base64.EncodeToUtf8(bytes.AsSpan(bytes.Length - last), end, out _, out var written);
        return text.EndsWith(end[..written]) ? bytes : throw new FormatException();
    }
}
