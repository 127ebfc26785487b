using System.Buffers;
using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Gateway.Sessions;

/// <summary>The two documents of a session. They are stored shapes: frozen examples in the tests hold them.</summary>
/// <remarks>
/// The session itself is never changed, only deleted, so that on a cluster no write can bring back what was revoked. Its last use is in the other
/// one, which also lists the sessions of an identity by its id.
/// </remarks>
internal static class SessionJson
{
    public const string Schema = "rd.session";
    public const string UseSchema = "rd.session.use";

    private const int SchemaVersion = 1;

    public static ReadOnlyMemory<byte> Write(StoredSession session) => Write(Schema, session.Key.ToString(), session, (json, one) =>
    {
        json.WriteString("identity"u8, one.Identity);
        json.WriteBase64String("ticket"u8, one.Ticket.Span);
    });

    public static ReadOnlyMemory<byte> WriteUse(StoredSession session) => Write(UseSchema, $"{session.Identity}:{session.Key}", session, (json, one) =>
    {
        json.WriteString("used"u8, StoredTime.ToText(one.UsedAt));
        if (one.Label is { } label) json.WriteString("label"u8, label);
    });

    /// <returns><see langword="null"/> where it is not this session, or a newer version wrote it.</returns>
    public static StoredSession? TryParse(SessionKey key, ReadOnlyMemory<byte> content) => TryParse(Schema, key.ToString(), content, root => new StoredSession
    {
        Key = key,
        Identity = root.GetProperty("identity"u8).GetString() ?? "",
        CreatedAt = StoredTime.Parse(root.GetProperty("created"u8).GetString()),
        ExpiresAt = StoredTime.Parse(root.GetProperty("expires"u8).GetString()),
        UsedAt = default,
        Ticket = root.GetProperty("ticket"u8).GetBytesFromBase64(),
    });

    /// <returns><see langword="null"/> where it is not the use of this session, or a newer version wrote it.</returns>
    public static StoredSession? TryParseUse(string identity, SessionKey key, ReadOnlyMemory<byte> content) => TryParse(UseSchema, $"{identity}:{key}", content, root => new StoredSession
    {
        Key = key,
        Identity = identity,
        CreatedAt = StoredTime.Parse(root.GetProperty("created"u8).GetString()),
        ExpiresAt = StoredTime.Parse(root.GetProperty("expires"u8).GetString()),
        UsedAt = StoredTime.Parse(root.GetProperty("used"u8).GetString()),
        Label = root.TryGetProperty("label"u8, out var label) ? label.GetString() : null,
    });

    private static ReadOnlyMemory<byte> Write(string schema, string key, StoredSession session, Action<Utf8JsonWriter, StoredSession> rest)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, StoredJson.Writing);
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, schema);
        json.WriteNumber("rd_schema_version"u8, SchemaVersion);
        json.WriteString("rd_key"u8, key);
        json.WriteString("created"u8, StoredTime.ToText(session.CreatedAt));
        json.WriteString("expires"u8, StoredTime.ToText(session.ExpiresAt));
        rest(json, session);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static StoredSession? TryParse(string schema, string key, ReadOnlyMemory<byte> content, Func<JsonElement, StoredSession> read)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var root = json.RootElement;
            if (root.GetProperty("rd_schema"u8).GetString() != schema || root.GetProperty("rd_key"u8).GetString() != key) return null;
            return root.GetProperty("rd_schema_version"u8).GetInt32() > SchemaVersion ? null : read(root);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
