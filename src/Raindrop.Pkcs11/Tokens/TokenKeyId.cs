using System.Buffers;

namespace Raindrop.Pkcs11.Tokens;

/// <summary>The id of a key as it is stored with what the key wraps: its <c>CKA_ID</c> in lower-case hexadecimal.</summary>
internal static class TokenKeyId
{
    public const int MaxBytes = 64;
    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789abcdef");

    public static bool IsId(string? text) =>
        text is { Length: >= 2 and <= 2 * MaxBytes } && text.Length % 2 == 0 && !text.AsSpan().ContainsAnyExcept(Characters);

    public static byte[] ToBytes(string id) => Convert.FromHexString(id);

    public static string ToText(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
