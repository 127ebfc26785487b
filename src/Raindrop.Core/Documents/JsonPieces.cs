using System.Buffers;
using System.Text.Json;

namespace Raindrop.Documents;

/// <summary>Writes small pieces of JSON with a writer and a buffer that are used again, so that a piece costs one array of its own size. Safe for concurrent use.</summary>
internal sealed class JsonPieces(JsonWriterOptions options)
{
    /// <summary>A larger buffer is not kept for the next piece.</summary>
    private const int MostKept = 256 * 1024;

    // One for all: who finds it taken makes another.
    private Tools? _kept;

    /// <param name="state">Given to <paramref name="write"/>.</param>
    /// <param name="write">Writes the piece.</param>
    /// <param name="joint">Bytes that follow the piece as they are.</param>
    /// <param name="tail">Bytes that follow those.</param>
    public byte[] Write<TState>(TState state, Action<Utf8JsonWriter, TState> write, ReadOnlySpan<byte> joint = default, ReadOnlySpan<byte> tail = default)
    {
        var tools = Interlocked.Exchange(ref _kept, null) ?? new Tools(options);
        write(tools.Writer, state);
        tools.Writer.Flush();
        var head = tools.Buffer.WrittenSpan;
        var piece = GC.AllocateUninitializedArray<byte>(head.Length + joint.Length + tail.Length);
        head.CopyTo(piece);
        joint.CopyTo(piece.AsSpan(head.Length));
        tail.CopyTo(piece.AsSpan(head.Length + joint.Length));
        if (tools.Buffer.Capacity > MostKept) return piece;
        tools.Reset();
        Volatile.Write(ref _kept, tools);
        return piece;
    }

    private sealed class Tools
    {
        public Tools(JsonWriterOptions options) => Writer = new Utf8JsonWriter(Buffer, options);

        public ArrayBufferWriter<byte> Buffer { get; } = new(512);

        public Utf8JsonWriter Writer { get; }

        public void Reset()
        {
            Buffer.ResetWrittenCount();
            Writer.Reset(Buffer);
        }
    }
}
