using System.Text;
using System.Text.Json;

namespace Raindrop.CouchDb.Json;

/// <summary>Reads small values and pieces of values.</summary>
internal static class JsonSlice
{
    /// <summary>A document is nested as deeply as CouchDB takes it, and lies in a row within an answer.</summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1024 };

    public static Utf8JsonReader Read(ReadOnlySpan<byte> json) => new(json, isFinalBlock: true, new JsonReaderState(Options));

    /// <summary>A reader that stands on the object's opening brace.</summary>
    public static Utf8JsonReader ReadObject(ReadOnlySpan<byte> json)
    {
        var reader = Read(json);
        reader.Read();
        Require(ref reader, JsonTokenType.StartObject);
        return reader;
    }

    /// <summary>Goes to the next name of the object, or to its end.</summary>
    public static bool NextName(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) throw new JsonException();
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    public static void Require(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type) throw new JsonException();
    }

    public static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    public static string String(ReadOnlySpan<byte> json)
    {
        var reader = Read(json);
        reader.Read();
        return reader.GetString() ?? throw new JsonException();
    }

    /// <summary>The text of a string, or of a number as it is written: sequences are one or the other.</summary>
    public static string? Scalar(ref Utf8JsonReader reader)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return reader.GetString();
            case JsonTokenType.Null: return null;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False: return Encoding.UTF8.GetString(reader.ValueSpan);
        }

        throw new JsonException();
    }

    public static string? Scalar(ReadOnlySpan<byte> json)
    {
        var reader = Read(json);
        return Scalar(ref reader);
    }

    /// <summary>A whole number, or <see langword="null"/>.</summary>
    public static long? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
    }

    public static string RequiredString(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString() ?? throw new JsonException();
    }

    public static List<string> Strings(ref Utf8JsonReader reader)
    {
        reader.Read();
        Require(ref reader, JsonTokenType.StartArray);
        var list = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Add(reader.GetString() ?? throw new JsonException());
        return list;
    }
}
