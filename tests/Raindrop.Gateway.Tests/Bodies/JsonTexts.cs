using CsCheck;

namespace Raindrop.Gateway.Tests.Bodies;

/// <summary>Makes JSON texts.</summary>
internal static class JsonTexts
{
    /// <summary>Strings in many spellings.</summary>
    public static readonly Gen<string> Strings = Gen.OneOf("a", "b", "\\u0061", "é", "\\u00e9", "\\ud83d\\ude00", "😀", "_id", "\\n", "", "abcdefghijkl", "\\/").Array[0, 2].Select(parts => $"\"{string.Concat(parts)}\"");

    private static readonly Gen<string> Scalars = Gen.OneOf(Strings, Gen.OneOf("1", "-0", "1.5e3", "true", "false", "null", "123456789012345678901"));

    /// <summary>JSON, in which names may come twice.</summary>
    public static readonly Gen<string> Values = Gen.Recursive<string>((depth, value) => depth > 4 ? Scalars : Gen.OneOf(
        Scalars,
        value.Array[0, 4].Select(items => $"[{string.Join(',', items)}]"),
        Gen.Select(Strings, value).Array[0, 4].Select(members => $"{{{string.Join(" ,\n", members.Select(member => $"{member.Item1} : {member.Item2}"))}}}")));
}
