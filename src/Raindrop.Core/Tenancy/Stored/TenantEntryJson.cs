using System.Buffers;
using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Tenancy.Stored;

/// <summary>The body of an entry. It is a stored shape: frozen examples in the tests hold it.</summary>
internal static class TenantEntryJson
{
    public static ReadOnlyMemory<byte> Write(TenantEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, StoredJson.Writing);
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, TenantEntry.Schema);
        json.WriteNumber("rd_schema_version"u8, TenantEntry.SchemaVersion);
        json.WriteString("rd_key"u8, entry.Tenant.Value);
        json.WriteString("state"u8, NameOf(entry.State));
        json.WriteString("database"u8, entry.Database);
        json.WriteString("created"u8, StoredTime.ToText(entry.CreatedAt));
        if (entry.SuspendedAt is { } suspended) json.WriteString("suspended"u8, StoredTime.ToText(suspended));
        if (entry.DeletedAt is { } deleted) json.WriteString("deleted"u8, StoredTime.ToText(deleted));
        if (entry.State != TenantEntryState.Deleted) WriteIdentities(json, entry);
        else WriteRemains(json, entry.Remains);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Reads a body.</summary>
    /// <returns><see langword="null"/> where it is not one of this tenant.</returns>
    /// <exception cref="TenantDirectoryException">A newer version wrote it.</exception>
    public static TenantEntry? TryParse(TenantId tenant, ReadOnlyMemory<byte> content)
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

    private static TenantEntry? Parse(TenantId tenant, JsonElement json)
    {
        if (json.GetProperty("rd_schema"u8).GetString() != TenantEntry.Schema) return null;
        if (json.GetProperty("rd_schema_version"u8).GetInt32() > TenantEntry.SchemaVersion) throw new TenantDirectoryException(TenantDirectoryFailure.NewerFormat, tenant);
        if (json.GetProperty("rd_key"u8).GetString() != tenant.Value) return null;
        if (!TryParseState(json.GetProperty("state"u8).GetString(), out var state)) return null;
        return new TenantEntry
        {
            Tenant = tenant,
            State = state,
            Database = json.GetProperty("database"u8).GetString() ?? throw new FormatException("A text is missing."),
            CreatedAt = StoredTime.Parse(json.GetProperty("created"u8).GetString()),
            SuspendedAt = json.TryGetProperty("suspended"u8, out var suspended) ? StoredTime.Parse(suspended.GetString()) : null,
            DeletedAt = json.TryGetProperty("deleted"u8, out var deleted) ? StoredTime.Parse(deleted.GetString()) : null,
            Identities = json.TryGetProperty("identities"u8, out var identities) ? [.. identities.EnumerateArray().Select(identity => identity.GetString() ?? throw new FormatException("A text is missing."))] : [],
            Linking = json.TryGetProperty("linking"u8, out var linking) ? linking.GetString() : null,
            Remains = json.TryGetProperty("remains"u8, out var remains) ? [.. remains.EnumerateArray().Select(ParseRemainder)] : [],
        };
    }

    private static void WriteIdentities(Utf8JsonWriter json, TenantEntry entry)
    {
        json.WriteStartArray("identities"u8);
        foreach (var identity in entry.Identities) json.WriteStringValue(identity);
        json.WriteEndArray();
        if (entry.Linking is { } linking) json.WriteString("linking"u8, linking);
    }

    private static void WriteRemains(Utf8JsonWriter json, IReadOnlyList<TenantRemainder> remains)
    {
        json.WriteStartArray("remains"u8);
        foreach (var remainder in remains)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, remainder.Kind.ToString());
            if (remainder.Until is { } until) json.WriteString("until"u8, StoredTime.ToText(until));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static TenantRemainder ParseRemainder(JsonElement json) => new(
        Enum.TryParse<TenantRemainderKind>(json.GetProperty("kind"u8).GetString(), out var kind) ? kind : throw new FormatException("There is no such kind."),
        json.TryGetProperty("until"u8, out var until) ? StoredTime.Parse(until.GetString()) : null);

    private static string NameOf(TenantEntryState state) => state switch
    {
        TenantEntryState.Active => "active",
        TenantEntryState.Creating => "creating",
        TenantEntryState.Resuming => "resuming",
        TenantEntryState.Suspending => "suspending",
        TenantEntryState.Suspended => "suspended",
        TenantEntryState.Undoing => "undoing",
        TenantEntryState.Deleting => "deleting",
        _ => "deleted",
    };

    private static bool TryParseState(string? name, out TenantEntryState state)
    {
        foreach (var candidate in Enum.GetValues<TenantEntryState>())
        {
            if (NameOf(candidate) != name) continue;
            state = candidate;
            return true;
        }

        state = default;
        return false;
    }
}
