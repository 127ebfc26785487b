using System.Buffers;
using System.Text.Json;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Execution;

/// <summary>The body of a target. It is a stored shape: frozen examples in the tests hold it.</summary>
internal static class TenantTargetJson
{
    public static ReadOnlyMemory<byte> Write(TenantTarget target)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, StoredJson.Writing);
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, TenantTarget.Schema);
        json.WriteNumber("rd_schema_version"u8, TenantTarget.SchemaVersion);
        json.WriteString("rd_key"u8, target.Tenant.Value);
        json.WriteString("release"u8, target.Release);
        json.WriteNumber("sequence"u8, target.Sequence);
        json.WriteStartArray("docs"u8);
        foreach (var (id, document) in target.Documents.OrderBy(document => document.Key, IdComparer.Instance))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            json.WriteNumber("sequence"u8, document.Sequence);
            if (document.Digest is { } digest) json.WriteString("sha256"u8, digest);
            else json.WriteBoolean("deleted"u8, true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <exception cref="StoreProtocolException">It is damaged, or a newer version wrote it: going on without it could go back.</exception>
    public static TenantTarget Read(TenantId tenant, ReadOnlyMemory<byte> content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var root = json.RootElement;
            if (root.GetProperty("rd_schema"u8).GetString() == TenantTarget.Schema && root.GetProperty("rd_schema_version"u8).GetInt32() == TenantTarget.SchemaVersion && root.GetProperty("rd_key"u8).GetString() == tenant.Value)
            {
                return new TenantTarget
                {
                    Tenant = tenant,
                    Release = root.GetProperty("release"u8).GetString() ?? "",
                    Sequence = root.GetProperty("sequence"u8).GetInt64(),
                    Documents = root.GetProperty("docs"u8).EnumerateArray().ToDictionary(document => document.GetProperty("id"u8).GetString() ?? "", ReadDocument, StringComparer.Ordinal),
                };
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Told below.
        }

        throw new StoreProtocolException("What releases a tenant has cannot be read: update this host, or restore the database of the executor of grants.");
    }

    private static TargetDocument ReadDocument(JsonElement json) => new(
        json.GetProperty("sequence"u8).GetInt64(),
        json.TryGetProperty("sha256"u8, out var digest) ? digest.GetString() ?? throw new FormatException("A text is missing.") : null);
}
