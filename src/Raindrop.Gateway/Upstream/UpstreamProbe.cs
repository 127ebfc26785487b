using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Raindrop.Gateway.Upstream;

/// <summary>Asks a node harmless questions whose answers show what it enforces.</summary>
internal sealed class UpstreamProbe(UpstreamClient client, IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>More than an answer to <c>_session</c> has.</summary>
    private const int MostBytes = 64 * 1024;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Whom the node takes the sender of a header for.</summary>
    /// <param name="node">The node.</param>
    /// <param name="authorization">The header; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UpstreamUnavailableException">The node does not answer.</exception>
    public Task<SessionAnswer> IdentifyAsync(Uri node, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken) =>
        AskAsync(node, headers => headers.Authorization = authorization, cancellationToken);

    /// <summary>Whom the node takes somebody for that says to be an administrator.</summary>
    public Task<SessionAnswer> PretendAsync(Uri node, CancellationToken cancellationToken) => AskAsync(
        node,
        headers =>
        {
            headers.Add("X-Auth-CouchDB-UserName", "raindrop-probe");
            headers.Add("X-Auth-CouchDB-Roles", "_admin");
        },
        cancellationToken);

    /// <summary>Whether anybody is told the names of the databases.</summary>
    public async Task<bool> ListsDatabasesAsync(Uri node, CancellationToken cancellationToken)
    {
        var (status, _, _) = await SendAsync(node, "/_all_dbs?limit=1", _ => { }, cancellationToken).ConfigureAwait(false);
        return status == HttpStatusCode.OK;
    }

    /// <summary>By how much the node's clock is ahead of this one at least, below zero where it is behind; zero where they may be the same, and <see langword="null"/> where it does not tell.</summary>
    public async Task<TimeSpan?> MeasureClockAsync(Uri node, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow();
        var (_, _, date) = await SendAsync(node, "/_session", _ => { }, cancellationToken).ConfigureAwait(false);
        var after = time.GetUtcNow();

        // It was asked some time in between, and tells whole seconds (RFC 9110, section 5.6.7).
        if (date is not { } told) return null;
        if (told > after) return told - after;
        return told + Second < before ? told + Second - before : TimeSpan.Zero;
    }

    private async Task<SessionAnswer> AskAsync(Uri node, Action<HttpRequestHeaders> sign, CancellationToken cancellationToken)
    {
        var (status, body, _) = await SendAsync(node, "/_session", sign, cancellationToken).ConfigureAwait(false);
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest) return default;
        if (status != HttpStatusCode.OK) throw new UpstreamUnavailableException($"status {(int)status}", isStarting: status >= HttpStatusCode.InternalServerError);
        try
        {
            return SessionAnswer.Read(body);
        }
        catch (JsonException e)
        {
            throw new UpstreamUnavailableException(e.GetType().Name);
        }
    }

    private async Task<(HttpStatusCode Status, byte[] Body, DateTimeOffset? Date)> SendAsync(Uri node, string path, Action<HttpRequestHeaders> sign, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.ConnectTimeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(node.GetLeftPart(UriPartial.Path).TrimEnd('/') + path));
            sign(request.Headers);
            using var response = await client.Invoker.SendAsync(request, limit.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(MostBytes, limit.Token).ConfigureAwait(false);
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false), response.Headers.Date);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new UpstreamUnavailableException(e is HttpRequestException { HttpRequestError: var kind } ? kind.ToString() : e.GetType().Name);
        }
    }
}
