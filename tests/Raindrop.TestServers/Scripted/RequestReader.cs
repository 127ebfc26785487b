using System.Globalization;
using System.Text;

namespace Raindrop.TestServers.Scripted;

/// <summary>Reads an HTTP/1.1 request from a socket.</summary>
internal static class RequestReader
{
    public static async Task<ScriptedRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (await ReadLineAsync(stream, cancellationToken) is not { Length: > 0 } first) return null;
        var words = first.Split(' ');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync(stream, cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new ScriptedRequest(words[0], words[1], headers, await ReadBodyAsync(stream, headers, cancellationToken));
    }

    private static async Task<byte[]> ReadBodyAsync(Stream stream, Dictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (headers.TryGetValue("Content-Length", out var length)) return await ReadBytesAsync(stream, int.Parse(length, CultureInfo.InvariantCulture), cancellationToken);
        if (!headers.ContainsKey("Transfer-Encoding")) return [];
        var body = new MemoryStream();
        while (true)
        {
            var size = int.Parse(await ReadLineAsync(stream, cancellationToken) ?? "0", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Write(await ReadBytesAsync(stream, size, cancellationToken));
            await ReadLineAsync(stream, cancellationToken);
            if (size == 0) return body.ToArray();
        }
    }

    private static async Task<byte[]> ReadBytesAsync(Stream stream, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static async Task<string?> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancellationToken) == 1)
        {
            if (one[0] == '\n') return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }
}
