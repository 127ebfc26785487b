using System.Buffers.Binary;

namespace Raindrop.Canary.Tests.Search;

/// <summary>
/// Reads what stands in a database file of CouchDB, old revisions and dead branches included. Such a file is a row of blocks of 4096 bytes whose first byte
/// belongs to the block. In it lie terms: 4 bytes of length (of which the first bit says that a checksum of 16 bytes follows), then the term, which is packed by
/// Snappy where it begins with a 1. A packed body lies in a term, too.
/// </summary>
internal static class CouchFile
{
    private const int BlockLength = 4096;
    private const int LengthLength = 4;
    private const int ChecksumLength = 16;
    private const byte PackedBySnappy = 1;
    private const int LongestTerm = 64 << 20;

    /// <summary>The file without the blocks' own bytes, and all that is packed in it, unpacked.</summary>
    public static IEnumerable<byte[]> Unpack(byte[] file)
    {
        var content = new byte[file.Length - ((file.Length + BlockLength - 1) / BlockLength)];
        for (int from = 0, to = 0; from < file.Length; from += BlockLength)
        {
            var data = file.AsSpan(from + 1, Math.Min(BlockLength, file.Length - from) - 1);
            data.CopyTo(content.AsSpan(to));
            to += data.Length;
        }

        return UnpackTerms(content).Prepend(content);
    }

    // Any four bytes may be a length: what is none does not unpack.
    private static IEnumerable<byte[]> UnpackTerms(byte[] content)
    {
        for (var at = 0; at + LengthLength < content.Length; at++)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(at)) & int.MaxValue;
            if (length is < 3 or > LongestTerm || (TryUnpack(content, at + LengthLength, length) ?? TryUnpack(content, at + LengthLength + ChecksumLength, length)) is not { } term) continue;
            yield return term;
            foreach (var inner in UnpackTerms(term)) yield return inner;
        }
    }

    private static byte[]? TryUnpack(byte[] content, int start, int length) =>
        start + length <= content.Length && content[start] == PackedBySnappy && Snappy.TryUnpack(content.AsSpan(start + 1, length - 1), out var term) ? term : null;
}
