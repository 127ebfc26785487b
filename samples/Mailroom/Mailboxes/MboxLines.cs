using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Mailroom.Mailboxes;

/// <summary>The lines of an mbox file, each with its line end.</summary>
internal static class MboxLines
{
    /// <summary>Reads lines. A line is valid until the next one is asked for.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken);
                var rest = result.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    var next = rest.GetPosition(1, end);
                    yield return Memory(rest.Slice(0, next));
                    rest = rest.Slice(next);
                }

                if (result.IsCompleted)
                {
                    if (!rest.IsEmpty) yield return Memory(rest);
                    yield break;
                }

                reader.AdvanceTo(rest.Start, result.Buffer.End);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    /// <summary>Whether a line begins a message: <c>From</c>, a sender, a time of day and a year. A line of text that happens to start with <c>From</c> has neither.</summary>
    public static bool IsSeparator(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("From "u8)) return false;
        var time = false;
        var year = false;
        foreach (var range in line[5..].Split((byte)' '))
        {
            var word = line[5..][range].TrimEnd("\r\n"u8);
            time |= word.Length is >= 4 and <= 8 && word.Contains((byte)':') && char.IsAsciiDigit((char)word[0]) && char.IsAsciiDigit((char)word[^1]);
            year |= word.Length == 4 && word.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        }

        return time && year;
    }

    public static bool IsBlank(ReadOnlySpan<byte> line) => line.TrimEnd("\r\n"u8).IsEmpty;

    /// <summary>A line of the message as it was before it was put into the file.</summary>
    public static ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> line) =>
        line.Length > 0 && line[0] == '>' && line.TrimStart((byte)'>').StartsWith("From "u8) ? line[1..] : line;

    private static ReadOnlyMemory<byte> Memory(ReadOnlySequence<byte> line) => line.IsSingleSegment ? line.First : line.ToArray();
}
