using System.Text;
using System.Text.Json;
using CsCheck;
using Raindrop.Gateway.Bodies;

namespace Raindrop.Gateway.Tests.Bodies;

/// <summary>The checker against another reading of JSON, on texts that are nearly JSON.</summary>
public sealed class JsonPropertyTests
{
    /// <summary>Strings whose surrogates may lack their partner.</summary>
    private static readonly Gen<string> Halves = Gen.OneOf("\\ud83d", "\\ude00", "\\u0041", "x", "\\n", "é").Array[0, 5].Select(parts => $"\"{string.Concat(parts)}\"");

    [Fact]
    public void A_text_is_taken_if_and_only_if_another_reader_takes_it_and_no_name_is_there_twice() => Gen.Select(JsonTexts.Values, Gen.Int[0, 40]).Sample(
        (text, cut) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var expected = HasDuplicates(bytes) ? BodyViolation.DuplicateName : BodyViolation.None;
            Pieces.Check(new JsonChecker(), bytes, Math.Min(cut, bytes.Length)).Should().Be(expected, text);
        },
        iter: 5_000);

    [Fact]
    public void A_string_is_taken_if_and_only_if_its_surrogates_are_pairs() => Gen.Select(Halves, Gen.Bool).Sample(
        (text, isName) =>
        {
            var bytes = Encoding.UTF8.GetBytes(isName ? $"{{{text}:1}}" : $"[{text}]");
            Pieces.CheckEveryCut(() => new JsonChecker(), bytes).Should().Be(IsJson(bytes) ? BodyViolation.None : BodyViolation.UnpairedSurrogate, text);
        },
        iter: 500);

    [Fact]
    public void A_text_with_a_byte_changed_is_taken_if_and_only_if_another_reader_takes_it() => Gen.Select(JsonTexts.Values, Gen.Int[0, 1000], Gen.OneOf(Gen.Byte, Gen.Byte[(byte)'"', (byte)'}'])).Sample(
        (text, place, value) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            bytes[place % bytes.Length] = value;
            var isTaken = Pieces.Check(new JsonChecker(), bytes, place % bytes.Length) == BodyViolation.None;
            isTaken.Should().Be(IsJson(bytes) && !HasDuplicates(bytes), Encoding.Latin1.GetString(bytes));
        },
        iter: 20_000);

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = OpenBrackets.Most });
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool HasDuplicates(byte[] bytes)
    {
        var objects = new Stack<HashSet<string>>();
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = OpenBrackets.Most });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject) objects.Push([]);
            else if (reader.TokenType == JsonTokenType.EndObject) objects.Pop();
            else if (reader.TokenType == JsonTokenType.PropertyName && !objects.Peek().Add(reader.GetString()!)) return true;
        }

        return false;
    }
}
