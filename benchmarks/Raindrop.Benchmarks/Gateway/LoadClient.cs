using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Raindrop.Benchmarks.Gateway;

/// <summary>Sends the same request again and again over one connection, and reads the answers without looking at them.</summary>
internal sealed class LoadClient(int port, byte[] request) : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[128 * 1024];
    private int _start;
    private int _end;

    public Task ConnectAsync() => _socket.ConnectAsync(IPAddress.Loopback, port);

    /// <summary>How many were answered 503, as they are while a machine does too much else for sessions to be renewed in time.</summary>
    public long Unavailable { get; private set; }

    /// <summary>Sends until told to stop.</summary>
    /// <returns>How many were answered.</returns>
    public async Task<long> RunAsync(Func<bool> goesOn)
    {
        var answered = 0L;
        while (goesOn())
        {
            for (var sent = 0; sent < request.Length;) sent += await _socket.SendAsync(request.AsMemory(sent));
            if (await ReadAnswerAsync()) answered++;
            else Unavailable++;
        }

        return answered;
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<bool> ReadAnswerAsync()
    {
        int head;
        while ((head = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0) await FillAsync();
        var isAnswered = _buffer[_start + 9] == (byte)'2';
        var length = Parse(_buffer.AsSpan(_start, head + 2));
        _start += head + 4;
        if (length is { } size) await SkipAsync(size);
        else await SkipChunksAsync();
        return isAnswered;
    }

    /// <returns>The length; <see langword="null"/> for chunks.</returns>
    private static int? Parse(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1.1 2"u8) && !head.StartsWith("HTTP/1.1 503"u8)) throw new InvalidOperationException($"The request was answered {Encoding.ASCII.GetString(head)}");
        var at = head.IndexOf("Content-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : null;
    }

    private async ValueTask SkipChunksAsync()
    {
        while (true)
        {
            int line;
            while ((line = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0) await FillAsync();
            if (!Utf8Parser.TryParse(_buffer.AsSpan(_start, line), out int size, out _, 'x')) throw new InvalidOperationException("A chunk has no size.");
            _start += line + 2;
            await SkipAsync(size + 2);
            if (size == 0) return;
        }
    }

    private async ValueTask SkipAsync(int count)
    {
        while (count > 0)
        {
            if (_start == _end) await FillAsync();
            var taken = Math.Min(count, _end - _start);
            _start += taken;
            count -= taken;
        }
    }

    private async ValueTask FillAsync()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_end));
        _end += read > 0 ? read : throw new InvalidOperationException("The connection was closed.");
    }
}
