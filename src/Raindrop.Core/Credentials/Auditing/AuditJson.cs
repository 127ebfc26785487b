using System.Buffers;
using System.Text.Json;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Auditing;

/// <summary>The body of an entry's document. Only bodies of exactly this form are read.</summary>
internal static class AuditJson
{
    public static ReadOnlyMemory<byte> Write(AuditRecord record)
    {
        var (number, at, note) = record.Entry;
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, StoredJson.Writing);
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, AuditFormat.Schema);
        json.WriteNumber("rd_schema_version"u8, AuditFormat.SchemaVersion);
        json.WriteString("rd_key"u8, AuditFormat.KeyOf(note.Tenant, number));
        json.WriteString("previous"u8, record.Previous);
        json.WriteString("entry"u8, record.Nonce);
        json.WriteString("at"u8, AuditRecord.Write(at));
        json.WriteString("actor"u8, note.Actor);
        json.WriteString("action"u8, note.Action.ToString());
        json.WriteString("outcome"u8, note.Outcome.ToString());
        json.WriteString("name"u8, note.Name);
        if (note.Purpose is not null) json.WriteString("purpose"u8, note.Purpose);
        if (note.Request is { } request) json.WriteNumber("request"u8, request);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <returns>The record; <see langword="null"/> where the document is not one that the vault wrote.</returns>
    public static AuditRecord? Read(Document document)
    {
        if (!AuditFormat.TryParse(document.Id, out var tenant, out var number)) return null;
        try
        {
            return Parse(document.Content.Span, tenant, number);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static AuditRecord? Parse(ReadOnlySpan<byte> content, TenantId tenant, long number)
    {
        string? schema = null, key = null, previous = null, nonce = null, at = null, actor = null, action = null, outcome = null, name = null, purpose = null;
        long? request = null;
        var version = 0;
        var reader = new Utf8JsonReader(content);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("rd_schema"u8)) schema = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("rd_schema_version"u8)) version = StoredJson.ReadNumber(ref reader);
            else if (reader.ValueTextEquals("rd_key"u8)) key = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("previous"u8)) previous = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("entry"u8)) nonce = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("at"u8)) at = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("actor"u8)) actor = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("action"u8)) action = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("outcome"u8)) outcome = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("name"u8)) name = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("purpose"u8)) purpose = StoredJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("request"u8)) request = ReadLong(ref reader);
            else return null;
        }

        if (schema != AuditFormat.Schema || version != AuditFormat.SchemaVersion || key != AuditFormat.KeyOf(tenant, number)) return null;
        if (previous is null || nonce is null || AuditRecord.ReadTime(at) is not { } time) return null;
        if (!CredentialLabel.IsValid(name) || !CredentialLabel.IsValid(actor) || (purpose is not null && !CredentialLabel.IsValid(purpose))) return null;
        if (!TryName<AuditAction>(action, out var asked) || !TryName<AuditOutcome>(outcome, out var came)) return null;
        var note = new AuditNote { Tenant = tenant, Actor = actor!, Action = asked, Outcome = came, Name = name!, Purpose = purpose, Request = request };
        return new AuditRecord(new AuditEntry(number, time, note), previous, nonce);
    }

    private static long ReadLong(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }

    // Numbers would parse too, and stand for the same entry.
    private static bool TryName<T>(string? text, out T value)
        where T : struct, Enum => Enum.TryParse(text, out value) && Enum.GetName(value) == text;
}
