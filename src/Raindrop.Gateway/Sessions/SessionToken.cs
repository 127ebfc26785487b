using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Raindrop.Gateway.Sessions;

/// <summary>The secret of a session, 256 random bits as 43 characters of base 64 for URLs. It is in the cookie and nowhere else.</summary>
internal static class SessionToken
{
    public const int Length = 43;

    private const int RandomLength = 32;
    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static byte[] Create()
    {
        Span<byte> random = stackalloc byte[RandomLength];
        RandomNumberGenerator.Fill(random);
        var token = new byte[Length];
        Base64Url.EncodeToUtf8(random, token);
        CryptographicOperations.ZeroMemory(random);
        return token;
    }

    /// <summary>Whether a text could be a token. Each spelling is a token of its own, since the text is what is hashed.</summary>
    public static bool IsToken(ReadOnlySpan<char> text) => text.Length == Length && !text.ContainsAnyExcept(Characters);

    /// <summary>The key of a text that could be a token.</summary>
    public static SessionKey KeyOf(ReadOnlySpan<char> text)
    {
        Span<byte> token = stackalloc byte[Length];
        Encoding.ASCII.GetBytes(text, token);
        return SessionKey.Of(token);
    }
}
