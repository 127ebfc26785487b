using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Raindrop.Gateway.Bodies;

/// <summary>SipHash-1-3 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012) of a name that comes in pieces, under a key of this process.</summary>
/// <remarks>
/// The key keeps an attacker from choosing names that fall together. Equal names always have equal hashes, so no duplicate is missed; that
/// two of a million different names of one object have equal ones, and a good body is refused, has a chance of 1 in 37 million.
/// </remarks>
internal struct NameHash
{
    private static readonly ulong Key0 = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    private static readonly ulong Key1 = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));

    private ulong _v0, _v1, _v2, _v3, _tail;
    private int _length;

    /// <summary>Starts a name.</summary>
    public void Start() => Start(Key0, Key1);

    /// <summary>Starts a name under a key that is given.</summary>
    public void Start(ulong key0, ulong key1)
    {
        // The constants of the algorithm: "somepseudorandomlygeneratedbytes".
        _v0 = key0 ^ 0x736f6d6570736575;
        _v1 = key1 ^ 0x646f72616e646f6d;
        _v2 = key0 ^ 0x6c7967656e657261;
        _v3 = key1 ^ 0x7465646279746573;
        _tail = 0;
        _length = 0;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while ((_length & 7) != 0 && !bytes.IsEmpty)
        {
            Append(bytes[0]);
            bytes = bytes[1..];
        }

        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            _length += sizeof(ulong);
        }

        foreach (var value in bytes) Append(value);
    }

    /// <summary>Ends the name.</summary>
    /// <returns>Its hash.</returns>
    public ulong Finish()
    {
        Mix(_tail | ((ulong)(byte)_length << 56));
        _v2 ^= 0xff;
        Round();
        Round();
        Round();
        return _v0 ^ _v1 ^ _v2 ^ _v3;
    }

    private void Append(byte value)
    {
        _tail |= (ulong)value << (8 * (_length & 7));
        if ((++_length & 7) != 0) return;
        Mix(_tail);
        _tail = 0;
    }

    private void Mix(ulong word)
    {
        _v3 ^= word;
        Round();
        _v0 ^= word;
    }

    private void Round()
    {
        _v0 += _v1;
        _v1 = BitOperations.RotateLeft(_v1, 13) ^ _v0;
        _v0 = BitOperations.RotateLeft(_v0, 32);
        _v2 += _v3;
        _v3 = BitOperations.RotateLeft(_v3, 16) ^ _v2;
        _v0 += _v3;
        _v3 = BitOperations.RotateLeft(_v3, 21) ^ _v0;
        _v2 += _v1;
        _v1 = BitOperations.RotateLeft(_v1, 17) ^ _v2;
        _v2 = BitOperations.RotateLeft(_v2, 32);
    }
}
