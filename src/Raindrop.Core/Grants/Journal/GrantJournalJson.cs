using System.Buffers;
using System.Text.Json;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Journal;

/// <summary>The body of an entry of the journal. It is a stored shape: frozen examples in the tests hold it.</summary>
internal static class GrantJournalJson
{
    public const string Schema = "rd.grant.outcome";
    public const int SchemaVersion = 1;

    public static ReadOnlyMemory<byte> Write(GrantJournalEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, StoredJson.Writing);
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, Schema);
        json.WriteNumber("rd_schema_version"u8, SchemaVersion);
        json.WriteString("rd_key"u8, GrantJournal.KeyOf(entry.Tenant, SourceKey.FromDate(entry.IssuedAt, entry.Grant.Value)));
        json.WriteString("release"u8, entry.Release);
        json.WriteNumber("sequence"u8, entry.Sequence);
        json.WriteNumber("documents"u8, entry.Documents);
        json.WriteString("accepted"u8, StoredTime.ToText(entry.AcceptedAt));
        json.WriteString("decided"u8, StoredTime.ToText(entry.DecidedAt));
        json.WriteString("outcome"u8, entry.Outcome.ToString());
        if (entry.Refusal != GrantRefusal.None) json.WriteString("refusal"u8, entry.Refusal.ToString());
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <returns><see langword="null"/> where it is no entry of this tenant and grant, or a newer version wrote it.</returns>
    public static GrantJournalEntry? TryRead(TenantId tenant, string key, ReadOnlyMemory<byte> content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var root = json.RootElement;
            if (root.GetProperty("rd_schema"u8).GetString() != Schema || root.GetProperty("rd_schema_version"u8).GetInt32() != SchemaVersion) return null;
            if (!GrantKeys.TryParse(key, out var issuedAt, out var grant) || root.GetProperty("rd_key"u8).GetString() != GrantJournal.KeyOf(tenant, key)) return null;
            return new GrantJournalEntry
            {
                Tenant = tenant,
                Grant = grant,
                Release = root.GetProperty("release"u8).GetString() ?? "",
                Sequence = root.GetProperty("sequence"u8).GetInt64(),
                Documents = root.GetProperty("documents"u8).GetInt32(),
                IssuedAt = issuedAt,
                AcceptedAt = StoredTime.Parse(root.GetProperty("accepted"u8).GetString()),
                DecidedAt = StoredTime.Parse(root.GetProperty("decided"u8).GetString()),
                Outcome = Enum.Parse<GrantOutcome>(root.GetProperty("outcome"u8).GetString() ?? ""),
                Refusal = root.TryGetProperty("refusal"u8, out var refusal) ? Enum.Parse<GrantRefusal>(refusal.GetString() ?? "") : GrantRefusal.None,
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
