using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Raindrop.Gateway.Sessions;

/// <summary>The SHA-256 hash of a session's token: what the store and the memory know a session by. Who reads it cannot make the token of it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SessionKey
{
    public const int TextLength = 2 * SHA256.HashSizeInBytes;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    private SessionKey(ReadOnlySpan<byte> hash) =>
        (_first, _second, _third, _fourth) = (MemoryMarshal.Read<ulong>(hash), MemoryMarshal.Read<ulong>(hash[8..]), MemoryMarshal.Read<ulong>(hash[16..]), MemoryMarshal.Read<ulong>(hash[24..]));

    /// <summary>The key of a token.</summary>
    public static SessionKey Of(ReadOnlySpan<byte> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token, hash);
        return new SessionKey(hash);
    }

    /// <summary>Reads a key as ids of documents hold it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SessionKey key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var isKey = text.Length == TextLength && !text.ContainsAnyExceptInRange('0', 'f') && Convert.FromHexString(text, hash, out _, out _) == System.Buffers.OperationStatus.Done;
        key = isKey ? new SessionKey(hash) : default;
        return isKey;
    }

    /// <summary>What names the session to its user: 128 bits of a hash of the key, so that not even the key is shown.</summary>
    public string ToHandle()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(new ReadOnlySpan<SessionKey>(in this)), hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    /// <summary>The key as ids of documents hold it: 64 hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(MemoryMarshal.AsBytes(new ReadOnlySpan<SessionKey>(in this)));
}
