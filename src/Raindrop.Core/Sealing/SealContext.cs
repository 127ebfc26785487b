using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Raindrop.Sealing;

/// <summary>
/// Writes what a sealed record is bound to: each part as the length of its UTF-8 text in 4 bytes, big-endian, and the text, so that no two lists of
/// parts have the same bytes.
/// </summary>
internal static class SealContext
{
    /// <param name="parts">The parts; the first names the kind of record.</param>
    public static byte[] Of(params ReadOnlySpan<string> parts)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetByteCount(part);
            BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(sizeof(int)), length);
            buffer.Advance(sizeof(int));
            Encoding.UTF8.GetBytes(part, buffer.GetSpan(length));
            buffer.Advance(length);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
