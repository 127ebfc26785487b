using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Raindrop.Tenancy;

/// <summary>The text of ids that are 128 random bits and tell nothing.</summary>
internal static class OpaqueId
{
    public const int Length = 26;

    // Base 32 of RFC 4648 in lower case, as in the keyed hashes of ids.
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    public static bool IsValid([NotNullWhen(true)] string? text) => text is { Length: Length } && !text.AsSpan().ContainsAnyExcept(Characters);
}
