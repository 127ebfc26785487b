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
        var length = 0;
        foreach (var part in parts) length += sizeof(int) + Encoding.UTF8.GetByteCount(part);
        var context = new byte[length];
        Write(context, parts);
        return context;
    }

    /// <summary>Writes a context into memory of the caller's, without making anything.</summary>
    /// <param name="target">Takes the context; with room enough.</param>
    /// <param name="parts">The parts.</param>
    /// <returns>The context's length.</returns>
    public static int Write(Span<byte> target, params ReadOnlySpan<string> parts)
    {
        var rest = target;
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetBytes(part, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32BigEndian(rest, length);
            rest = rest[(sizeof(int) + length)..];
        }

        return target.Length - rest.Length;
    }
}
