using System.Net.Sockets;

namespace Raindrop.CouchDb.Http;

/// <summary>The connections to a server.</summary>
internal static class CouchHandler
{
    public static SocketsHttpHandler Create(CouchDbOptions options) => new()
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        // A database is not behind the web's proxy; a host that needs one configures the client's handler.
        UseProxy = false,
        ConnectTimeout = options.Timeouts.Connect,
        ConnectCallback = ConnectAsync,
        // New connections see changed DNS records.
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        // HttpClient's own activities hold the URL, and so the database's name.
        ActivityHeadersPropagator = null,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new ReadAheadStream(new NetworkStream(socket, ownsSocket: true));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
