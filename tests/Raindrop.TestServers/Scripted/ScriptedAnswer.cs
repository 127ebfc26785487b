using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Raindrop.TestServers.Scripted;

/// <summary>What a scripted server sends back, byte by byte as a real one may.</summary>
/// <param name="send">Writes it; gives whether the connection stays open.</param>
public sealed class ScriptedAnswer(Func<Socket, CancellationToken, Task<bool>> send)
{
    /// <summary>A whole answer of known length.</summary>
    public static ScriptedAnswer Json(int status, string body, params string[] headers) => Whole(status, "application/json", Encoding.UTF8.GetBytes(body), headers);

    /// <summary>A whole answer of known length.</summary>
    public static ScriptedAnswer Whole(int status, string contentType, byte[] body, params string[] headers) => new(async (socket, cancellationToken) =>
    {
        await WriteAsync(socket, Head(status, contentType, [.. headers, $"Content-Length: {body.Length}"]), cancellationToken);
        await socket.SendAsync(body, cancellationToken);
        return true;
    });

    /// <summary>An answer in chunks, each sent on its own.</summary>
    public static ScriptedAnswer Chunks(IEnumerable<byte[]> chunks) => Stream(chunks, Ending.Complete);

    /// <summary>An answer in one chunk, whose end never comes: the connection is closed instead.</summary>
    public static ScriptedAnswer Cut(string body) => Stream([Encoding.UTF8.GetBytes(body)], Ending.Close);

    /// <summary>An answer in one chunk, whose end never comes: the connection is reset instead.</summary>
    public static ScriptedAnswer CutByReset(string body) => Stream([Encoding.UTF8.GetBytes(body)], Ending.Reset);

    /// <summary>An answer in one chunk, after which nothing comes any more.</summary>
    public static ScriptedAnswer Stalled(string body) => Stream([Encoding.UTF8.GetBytes(body)], Ending.Silence);

    /// <summary>No answer at all: the connection is reset.</summary>
    public static ScriptedAnswer Reset { get; } = new((socket, _) => Task.FromResult(Abort(socket)));

    /// <summary>No answer at all: nothing comes.</summary>
    public static ScriptedAnswer Silence { get; } = new(async (_, cancellationToken) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return false;
    });

    /// <summary>Another answer, after a while.</summary>
    public static ScriptedAnswer Late(TimeSpan delay, ScriptedAnswer answer) => new(async (socket, cancellationToken) =>
    {
        await Task.Delay(delay, TimeProvider.System, cancellationToken);
        return await answer.SendAsync(socket, cancellationToken);
    });

    /// <summary>Bytes as they are, no HTTP.</summary>
    public static ScriptedAnswer Raw(string text) => new(async (socket, cancellationToken) =>
    {
        await WriteAsync(socket, text, cancellationToken);
        return false;
    });

    internal Task<bool> SendAsync(Socket socket, CancellationToken cancellationToken) => send(socket, cancellationToken);

    private enum Ending
    {
        Complete,
        Close,
        Reset,
        Silence,
    }

    private static ScriptedAnswer Stream(IEnumerable<byte[]> chunks, Ending ending) => new(async (socket, cancellationToken) =>
    {
        await WriteAsync(socket, Head(200, "application/json", ["Transfer-Encoding: chunked"]), cancellationToken);
        foreach (var chunk in chunks)
        {
            if (chunk.Length == 0) continue;
            await WriteAsync(socket, chunk.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n", cancellationToken);
            await socket.SendAsync(chunk, cancellationToken);
            await WriteAsync(socket, "\r\n", cancellationToken);
        }

        switch (ending)
        {
            case Ending.Complete:
                await WriteAsync(socket, "0\r\n\r\n", cancellationToken);
                return true;
            case Ending.Reset:
                // What was sent is to arrive before the reset does.
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
                return Abort(socket);
            case Ending.Silence:
                return await Silence.SendAsync(socket, cancellationToken);
            default:
                return false;
        }
    });

    private static bool Abort(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
        return false;
    }

    private static string Head(int status, string contentType, IEnumerable<string> headers) =>
        $"HTTP/1.1 {status} Scripted\r\nContent-Type: {contentType}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";

    private static async Task WriteAsync(Socket socket, string text, CancellationToken cancellationToken) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
}
