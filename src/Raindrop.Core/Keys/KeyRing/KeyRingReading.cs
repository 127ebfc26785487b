using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Raindrop.Credentials;
using Raindrop.Sealing;

namespace Raindrop.Keys.KeyRing;

/// <summary>Reads the text of a ring's file, and takes nothing that <see cref="KeyRingWriting"/> would not write but for blanks and the order of names.</summary>
internal static class KeyRingReading
{
    /// <exception cref="FormatException">It is no ring; the message says what is wrong.</exception>
    public static KeyRingContent FromText(ReadOnlySpan<byte> text)
    {
        var entries = new List<KeyRingEntry>();
        try
        {
            var json = new Utf8JsonReader(text);
            var current = ReadRing(ref json, entries);
            Require(!json.Read(), "something follows its end");
            return Check(new KeyRingContent(current, entries));
        }
        catch (Exception e)
        {
            foreach (var entry in entries) entry.Key?.Dispose();
            // What the parser says may quote the file.
            if (e is JsonException or InvalidOperationException) throw new FormatException("it is not the JSON of a key ring");
            throw;
        }
    }

    private static string ReadRing(ref Utf8JsonReader json, List<KeyRingEntry> entries)
    {
        Require(json.Read() && json.TokenType == JsonTokenType.StartObject, "it is not the JSON of a key ring");
        string? format = null, current = null;
        var hasKeys = false;
        while (NextName(ref json) is { } name)
        {
            switch (name)
            {
                case "format" when format is null:
                    format = json.GetString();
                    Require(format == KeyRingWriting.Format, "it is of another format, perhaps of a newer version of this program");
                    break;
                case "current" when current is null:
                    current = json.GetString();
                    break;
                case "keys" when !hasKeys:
                    hasKeys = true;
                    Require(json.TokenType == JsonTokenType.StartArray, "'keys' is no list");
                    while (json.Read() && json.TokenType == JsonTokenType.StartObject) entries.Add(ReadEntry(ref json));
                    Require(json.TokenType == JsonTokenType.EndArray, "'keys' holds something that is no key");
                    break;
                default:
                    throw new FormatException("it has a member that is unknown or comes twice");
            }
        }

        Require(format is not null && current is not null && hasKeys, "'format', 'current' or 'keys' is missing");
        return current!;
    }

    private static KeyRingEntry ReadEntry(ref Utf8JsonReader json)
    {
        string? id = null, check = null;
        DateTimeOffset? created = null, retired = null;
        Secret? key = null;
        try
        {
            while (NextName(ref json) is { } name)
            {
                switch (name)
                {
                    case "id" when id is null: id = json.GetString(); break;
                    case "created" when created is null: created = Time(json.GetString()); break;
                    case "retired" when retired is null: retired = Time(json.GetString()); break;
                    case "check" when check is null: check = json.GetString(); break;
                    case "key" when key is null: key = Key(ref json); break;
                    default: throw new FormatException("a key has a member that is unknown or comes twice");
                }
            }

            Require(KeyRingEntry.IsId(id) && created is not null, "a key has no id or no time");
            Require(key is null != retired is null, $"{id} must have either its bytes or the time when it was retired");
            var entry = new KeyRingEntry(id!, created!.Value, key, retired);
            Require(entry.Check() == check, $"the bytes of {id} are damaged: they do not fit 'check'");
            return entry;
        }
        catch
        {
            key?.Dispose();
            throw;
        }
    }

    private static KeyRingContent Check(KeyRingContent ring)
    {
        Require(ring.Entries.Select(entry => entry.Id).Distinct(StringComparer.Ordinal).Count() == ring.Entries.Count, "two keys have one id");
        Require(ring.Find(ring.CurrentId) is { Key: not null }, "its current key is not there or was retired");
        return ring;
    }

    // Stands on the value when it gives the name.
    private static string? NextName(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.PropertyName) return null;
        var name = json.GetString();
        Require(json.Read(), "it ends too early");
        return name;
    }

    private static Secret Key(ref Utf8JsonReader json)
    {
        // Straight from the text into the secret: no string and no array in between that nobody zeroes.
        Require(json is { TokenType: JsonTokenType.String, HasValueSequence: false, ValueIsEscaped: false }, "the bytes of a key are not in base 64");
        Span<byte> bytes = stackalloc byte[Base64.GetMaxDecodedFromUtf8Length(Base64.GetMaxEncodedToUtf8Length(SealedRecord.RootLength))];
        try
        {
            var status = Base64.DecodeFromUtf8(json.ValueSpan, bytes, out _, out var length);
            Require(status == OperationStatus.Done && length == SealedRecord.RootLength, $"a key has not {SealedRecord.RootLength} bytes in base 64");
            return Secret.Copy(bytes[..length]);
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static DateTimeOffset Time(string? text) =>
        DateTimeOffset.TryParseExact(text, KeyRingWriting.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FormatException("a time is not of the form 2026-01-31T12:00:00Z");

    private static void Require(bool condition, string expectation)
    {
        if (!condition) throw new FormatException(expectation);
    }
}
