using System.Buffers;
using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Tenancy.Stored;

/// <summary>The body of a document that leads to a tenant. It is a stored shape: frozen examples in the tests hold it.</summary>
internal static class TenantPointerJson
{
    private const int SchemaVersion = 1;

    /// <param name="schema">The schema of the document.</param>
    /// <param name="key">Its key.</param>
    /// <param name="tenant">The tenant, or the default value where it leads to none any more.</param>
    public static ReadOnlyMemory<byte> Write(string schema, string key, TenantId tenant)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, StoredJson.Writing);
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, schema);
        json.WriteNumber("rd_schema_version"u8, SchemaVersion);
        json.WriteString("rd_key"u8, key);
        if (!tenant.IsDefault) json.WriteString("tenant"u8, tenant.Value);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The tenant that a body leads to, the default value where it leads to none.</summary>
    /// <exception cref="TenantDirectoryException">The body is damaged or newer.</exception>
    public static TenantId Parse(string schema, string key, ReadOnlyMemory<byte> content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var root = json.RootElement;
            if (root.GetProperty("rd_schema"u8).GetString() != schema) throw new FormatException("This is another schema.");
            if (root.GetProperty("rd_schema_version"u8).GetInt32() > SchemaVersion) throw new TenantDirectoryException(TenantDirectoryFailure.NewerFormat);
            if (root.GetProperty("rd_key"u8).GetString() != key) throw new FormatException("This is another key.");
            return root.TryGetProperty("tenant"u8, out var tenant) ? TenantId.Parse(tenant.GetString() ?? "") : default;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new TenantDirectoryException(TenantDirectoryFailure.EntryLost);
        }
    }
}
