using Raindrop.CouchDb.Http;

namespace Raindrop.CouchDb.Authentication;

/// <summary>Signs requests. One for each connection, safe for concurrent use.</summary>
internal abstract class Authenticator
{
    public virtual ValueTask SignAsync(HttpRequestMessage message, HttpExchange exchange, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>After a 401: whether another try, signed anew, may succeed.</summary>
    public virtual ValueTask<bool> RenewAsync(HttpRequestMessage refused, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    /// <summary>Sees every answer, for credentials that the server renews by itself.</summary>
    public virtual void Observe(HttpResponseMessage response)
    {
    }
}
