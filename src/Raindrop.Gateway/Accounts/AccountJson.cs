using System.Buffers;
using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Gateway.Accounts;

/// <summary>The document of an account. It is a stored shape: a frozen example in the tests holds it.</summary>
internal static class AccountJson
{
    public const string Schema = "rd.account";

    private const string Prefix = Schema + ":";
    private const int SchemaVersion = 1;

    public static IdRange Range { get; } = IdRange.StartingWith(Prefix);

    public static string IdOf(string key) => Prefix + key;

    public static ReadOnlyMemory<byte> Write(Account account)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, StoredJson.Writing);
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, Schema);
        json.WriteNumber("rd_schema_version"u8, SchemaVersion);
        json.WriteString("rd_key"u8, account.Key);
        json.WriteString("created"u8, StoredTime.ToText(account.CreatedAt));
        json.WriteString("subject"u8, account.Subject);
        json.WriteString("password"u8, account.PasswordHash);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <exception cref="StoreProtocolException">It is damaged, or a newer version wrote it.</exception>
    public static Account Parse(Document document)
    {
        try
        {
            using var json = JsonDocument.Parse(document.Content);
            var root = json.RootElement;
            var key = document.Id[Prefix.Length..];
            if (root.GetProperty("rd_schema"u8).GetString() != Schema || root.GetProperty("rd_key"u8).GetString() != key) throw new FormatException("This is no account.");
            if (root.GetProperty("rd_schema_version"u8).GetInt32() > SchemaVersion) throw new FormatException("A newer version wrote this account.");
            return new Account
            {
                Key = key,
                Subject = root.GetProperty("subject"u8).GetString() ?? throw new FormatException("A text is missing."),
                CreatedAt = StoredTime.Parse(root.GetProperty("created"u8).GetString()),
                PasswordHash = root.GetProperty("password"u8).GetString() ?? throw new FormatException("A text is missing."),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new StoreProtocolException("An account in the database of accounts is damaged, or a newer version wrote it: restore it, or update this host.", e);
        }
    }
}
