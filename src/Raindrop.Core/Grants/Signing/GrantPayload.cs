using System.Buffers;
using System.Text.Json;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Signing;

/// <summary>What a token says, as JSON. There is one text for a grant: any other, even of the same meaning, is refused.</summary>
internal static class GrantPayload
{
    public static ReadOnlyMemory<byte> Write(Grant grant)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, StoredJson.Writing);
        json.WriteStartObject();
        json.WriteString("id"u8, grant.Id.Value);
        json.WriteString("audience"u8, grant.Audience);
        json.WriteString("release"u8, grant.Release);
        json.WriteNumber("sequence"u8, grant.Sequence);
        json.WriteNumber("issued"u8, grant.IssuedAt.ToUnixTimeSeconds());
        json.WriteNumber("expires"u8, grant.ExpiresAt.ToUnixTimeSeconds());
        json.WriteStartArray("tenants"u8);
        foreach (var tenant in grant.Tenants) json.WriteStringValue(tenant.Value);
        json.WriteEndArray();
        json.WriteStartArray("docs"u8);
        foreach (var document in grant.Documents)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, document.Id);
            if (document.Digest is { } digest) json.WriteString("sha256"u8, digest);
            else json.WriteBoolean("deleted"u8, true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <returns><see langword="null"/> where it is not the one text of a well-formed grant.</returns>
    public static Grant? TryRead(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            var grant = Read(json.RootElement);
            return GrantRules.FindFailure(grant) is null && Write(grant).Span.SequenceEqual(payload.Span) ? grant : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static Grant Read(JsonElement json) => new()
    {
        Id = GrantId.TryParse(json.GetProperty("id"u8).GetString(), out var id) ? id : throw new FormatException("This is no grant's id."),
        Audience = TextOf(json, "audience"u8),
        Release = TextOf(json, "release"u8),
        Sequence = json.GetProperty("sequence"u8).GetInt64(),
        IssuedAt = DateTimeOffset.FromUnixTimeSeconds(json.GetProperty("issued"u8).GetInt64()),
        ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(json.GetProperty("expires"u8).GetInt64()),
        Tenants = [.. json.GetProperty("tenants"u8).EnumerateArray().Select(tenant => TenantId.Parse(tenant.GetString() ?? ""))],
        Documents = [.. json.GetProperty("docs"u8).EnumerateArray().Select(ReadDocument)],
    };

    private static GrantedDocument ReadDocument(JsonElement json) => json.TryGetProperty("sha256"u8, out var digest)
        ? GrantedDocument.Write(TextOf(json, "id"u8), digest.GetString() ?? "")
        : GrantedDocument.Delete(TextOf(json, "id"u8));

    private static string TextOf(JsonElement json, ReadOnlySpan<byte> name) => json.GetProperty(name).GetString() ?? throw new FormatException("A text is missing.");
}
