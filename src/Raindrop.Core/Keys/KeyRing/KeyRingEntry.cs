using System.Buffers;
using System.Security.Cryptography;
using Raindrop.Credentials;
using Raindrop.Sealing;

namespace Raindrop.Keys.KeyRing;

/// <summary>A key of a ring, in the clear.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Key">Its 32 bytes; <see langword="null"/> once it is retired.</param>
/// <param name="RetiredAt">When it was retired.</param>
internal sealed record KeyRingEntry(string Id, DateTimeOffset CreatedAt, Secret? Key, DateTimeOffset? RetiredAt = null)
{
    private const string Prefix = "kek-";
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int RandomLength = 16;
    private const int CheckLength = 8;
    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    public static KeyRingEntry Create(DateTimeOffset now) =>
        new(Prefix + RandomNumberGenerator.GetString(Alphabet, RandomLength), now, Secret.Random(SealedRecord.RootLength));

    public static bool IsId(string? text) =>
        text?.Length == Prefix.Length + RandomLength && text.StartsWith(Prefix, StringComparison.Ordinal) && !text.AsSpan(Prefix.Length).ContainsAnyExcept(Characters);

    /// <summary>Tells a damaged key from a whole one, and two keys apart, and gives nothing away: a derivation of its own (HKDF-SHA512), bound to the id.</summary>
    public string? Check()
    {
        if (Key is null) return null;
        Span<byte> check = stackalloc byte[CheckLength];
        using var key = Key.Read();
        HKDF.DeriveKey(HashAlgorithmName.SHA512, key.Bytes, check, [], SealContext.Of("rd.keyring.check", Id));
        return Convert.ToHexStringLower(check);
    }

    public override string ToString() => Id;
}
