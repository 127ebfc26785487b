using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Raindrop.Gateway.Hostile.Running;

/// <summary>Reads answers strictly (RFC 9112): what is not well-formed is an error, not something to make the best of.</summary>
internal sealed class ResponseReader(Stream stream)
{
    private static readonly SearchValues<byte> NeverInLines = SearchValues.Create("\r\n\0"u8);

    private readonly ArrayBufferWriter<byte> _body = new();
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Reads the next answer.</summary>
    /// <param name="isHead">Whether it answers a HEAD, and so has no body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer, or <see langword="null"/> where the server closed the connection before a byte of it.</returns>
    /// <exception cref="MalformedResponseException">It is not well-formed.</exception>
    /// <exception cref="EndOfStreamException">The connection was closed within it.</exception>
    public async ValueTask<HostileResponse?> ReadAsync(bool isHead, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await ReadHeadAsync(cancellationToken) is not { } length) return null;
            var head = _buffer.AsMemory(_start, length);
            var (status, size, isChunked) = Parse(head.Span);
            _start += length;
            if (status is >= 100 and < 200) continue;
            var copy = head.ToArray();
            _body.ResetWrittenCount();
            if (!isHead && status is not (204 or 304))
            {
                if (isChunked) await ReadChunksAsync(cancellationToken);
                else await ReadBodyAsync(size ?? throw new MalformedResponseException("no length"), cancellationToken);
            }

            return new HostileResponse(status, copy, _body.WrittenMemory);
        }
    }

    private static (int Status, int? Size, bool IsChunked) Parse(ReadOnlySpan<byte> head)
    {
        int? size = null;
        var isChunked = false;
        var status = 0;
        foreach (var range in head[..^4].Split("\r\n"u8))
        {
            var line = head[range];
            if (line.ContainsAny(NeverInLines)) throw new MalformedResponseException("a line break or NUL in a header");
            if (status == 0)
            {
                if (!line.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(line[9..], out status, out var digits) || digits != 3) throw new MalformedResponseException("no status line");
                continue;
            }

            if (line.IndexOf((byte)':') < 1) throw new MalformedResponseException("a header without a name");
            if (Value(line, "content-length:"u8) is { IsEmpty: false } length)
            {
                if (size is not null || !Utf8Parser.TryParse(length, out int read, out var used) || used != length.Length) throw new MalformedResponseException("a length that is none");
                size = read;
            }

            isChunked |= Value(line, "transfer-encoding:"u8) is { IsEmpty: false } coding && (coding.SequenceEqual("chunked"u8) ? true : throw new MalformedResponseException("a transfer coding"));
        }

        return isChunked && size is not null ? throw new MalformedResponseException("two lengths") : (status, size, isChunked);
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) => line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name) ? line[name.Length..].Trim((byte)' ') : default;

    private async ValueTask<int?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8) is var end and >= 0) return end + 4;
            if (await FillAsync(cancellationToken)) continue;
            return _end == _start ? null : throw new EndOfStreamException();
        }
    }

    private async ValueTask ReadChunksAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var line = await ReadLineAsync(cancellationToken);
            if (!Utf8Parser.TryParse(_buffer.AsSpan(_start, line), out int size, out var used, 'x') || used != line) throw new MalformedResponseException("a size of a chunk");
            _start += line + 2;
            if (size > 0) await ReadBodyAsync(size, cancellationToken);
            if (await ReadLineAsync(cancellationToken) != 0) throw new MalformedResponseException("the end of a chunk");
            _start += 2;
            if (size == 0) return;
        }
    }

    private async ValueTask<int> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8) is var end and >= 0) return end;
            if (!await FillAsync(cancellationToken)) throw new EndOfStreamException();
        }
    }

    private async ValueTask ReadBodyAsync(int size, CancellationToken cancellationToken)
    {
        while (size > 0)
        {
            if (_start == _end && !await FillAsync(cancellationToken)) throw new EndOfStreamException();
            var taken = Math.Min(size, _end - _start);
            _body.Write(_buffer.AsSpan(_start, taken));
            _start += taken;
            size -= taken;
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }
}
