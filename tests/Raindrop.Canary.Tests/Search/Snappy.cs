using System.Diagnostics.CodeAnalysis;

namespace Raindrop.Canary.Tests.Search;

/// <summary>Unpacks blocks of Snappy's raw format, in which CouchDB keeps bodies: a length, then literals and copies of what came before.</summary>
internal static class Snappy
{
    private const int LargestBlock = 64 << 20;

    /// <summary>Unpacks a block; <see langword="false"/> where the bytes are none.</summary>
    public static bool TryUnpack(ReadOnlySpan<byte> block, [NotNullWhen(true)] out byte[]? unpacked)
    {
        unpacked = null;
        if (!TryReadLength(ref block, out var length)) return false;
        var output = new List<byte>(Math.Min(length, 1 << 16));
        while (block.Length > 0)
        {
            if (!((block[0] & 3) == 0 ? TryLiteral(ref block, output) : TryCopy(ref block, output)) || output.Count > length) return false;
        }

        if (output.Count != length) return false;
        unpacked = [.. output];
        return true;
    }

    private static bool TryReadLength(ref ReadOnlySpan<byte> block, out int length)
    {
        length = 0;
        for (var shift = 0; shift <= 28 && block.Length > 0; shift += 7)
        {
            var one = block[0];
            block = block[1..];
            length |= (one & 0x7f) << shift;
            if (one < 0x80) return length is > 0 and <= LargestBlock;
        }

        return false;
    }

    private static bool TryLiteral(ref ReadOnlySpan<byte> block, List<byte> output)
    {
        var length = block[0] >> 2;
        block = block[1..];
        if (length >= 60)
        {
            if (!TryReadNumber(ref block, length - 59, out length)) return false;
        }

        if (length < 0 || ++length > block.Length) return false;
        output.AddRange(block[..length]);
        block = block[length..];
        return true;
    }

    private static bool TryCopy(ref ReadOnlySpan<byte> block, List<byte> output)
    {
        var tag = block[0];
        block = block[1..];
        var isShort = (tag & 3) == 1;
        var length = isShort ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
        if (!TryReadNumber(ref block, isShort ? 1 : (tag & 3) == 2 ? 2 : 4, out var distance)) return false;
        if (isShort) distance |= (tag >> 5) << 8;
        if (distance <= 0 || distance > output.Count) return false;
        for (; length > 0; length--) output.Add(output[^distance]);
        return true;
    }

    private static bool TryReadNumber(ref ReadOnlySpan<byte> block, int bytes, out int number)
    {
        number = 0;
        if (block.Length < bytes) return false;
        for (var i = 0; i < bytes; i++) number |= block[i] << (8 * i);
        block = block[bytes..];
        return true;
    }
}
