using System.Buffers.Text;

namespace Raindrop.Grants;

/// <summary>Base 64 for URLs (RFC 4648, section 5) in one spelling: no padding, no blanks, no bits that are not used.</summary>
internal static class StrictBase64Url
{
    /// <returns><see langword="null"/> where it is anything else.</returns>
    public static byte[]? TryDecode(string text)
    {
        if (!Base64Url.IsValid(text)) return null;
        var bytes = Base64Url.DecodeFromChars(text);
        return Base64Url.EncodeToString(bytes) == text ? bytes : null;
    }
}
