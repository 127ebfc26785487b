using System.Text.Json;
using CsCheck;

namespace Raindrop.Grants.Tests.Content;

/// <summary>Generates contents that may be granted, and other spellings of them.</summary>
internal static class JsonTexts
{
    /// <summary>Numbers that keep their text everywhere.</summary>
    public static Gen<string> Numbers { get; } = Gen.OneOf(
        Gen.Long[-9_007_199_254_740_991, 9_007_199_254_740_991].Select(number => $"{number}"),
        Gen.Int[-100, 100].Select(number => $"{number}"),
        Gen.Select(Gen.Int[0, 999_999], Gen.Int[1, 9], Gen.Int[0, 99_999_999], Gen.Bool, (whole, last, middle, isNegative) => $"{(isNegative ? "-" : "")}{whole}.{middle:d8}{last}"),
        Gen.Const("0.000001"),
        Gen.Const("123456789012.345"));

    private static readonly Gen<string> Strings = Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 0, 6], Gen.OneOf(new[] { "", "é", "a\"b\\c", "\n\t\r\b\f\0\u001f\u007f", "\u2028\ufeff\uffff", "😀", "</script>", "ﬃ", "\ue000" }.Select(Gen.Const).ToArray()));

    /// <summary>Objects.</summary>
    public static Gen<string> Objects { get; } = Gen.Recursive<string>((depth, values) =>
    {
        var members = Gen.Dictionary(Strings.Where(name => !name.StartsWith('_')), depth < 3 ? Gen.OneOf(Scalars, values, values.Array[0, 3].Select(items => $"[{string.Join(',', items)}]")) : Scalars)[0, 4];
        return members.Select(items => $"{{{string.Join(',', items.Select(item => $"{Quote(item.Key)}:{item.Value}"))}}}");
    });

    private static Gen<string> Scalars => Gen.OneOf(Numbers, Strings.Select(Quote), Gen.OneOf(new[] { "true", "false", "null" }.Select(Gen.Const).ToArray()));

    /// <summary>The same value with members turned around, blanks, and every character escaped.</summary>
    public static string Respell(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Respell(document.RootElement);
    }

    private static string Respell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{ {string.Join(" ,\n", value.EnumerateObject().Reverse().Select(member => $"{Escape(member.Name)} :\t{Respell(member.Value)}"))} }}",
        JsonValueKind.Array => $"[ {string.Join(" , ", value.EnumerateArray().Select(Respell))} ]",
        JsonValueKind.String => Escape(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string Escape(string text) => $"\"{string.Concat(text.Select(character => $"\\u{(int)character:X4}"))}\"";

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
