using System.Net;
using System.Net.Sockets;

namespace Mailroom.Tests.Support;

/// <summary>Stands between client and server, and can cut the line after so many bytes from the server.</summary>
internal sealed class ImapProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly CancellationTokenSource _stop = new();

    public ImapProxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>After how many bytes from the server a connection is cut.</summary>
    public long Limit { get; set; } = long.MaxValue;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await await Task.WhenAny(CopyAsync(client, server, long.MaxValue), CopyAsync(server, client, Limit));
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // One of the two has hung up.
            }
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, long limit)
    {
        var buffer = new byte[4096];
        for (int count; (count = await from.GetStream().ReadAsync(buffer, _stop.Token)) > 0 && (limit -= count) > 0;)
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
    }
}
