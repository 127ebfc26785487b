using System.Net.Http.Headers;
using Raindrop.CouchDb.Http;

namespace Raindrop.CouchDb.Authentication;

internal sealed class BearerAuthentication(Func<CancellationToken, ValueTask<string>> token) : CouchDbAuthentication
{
    internal override Authenticator CreateAuthenticator() => new Signer(token);

    private sealed class Signer(Func<CancellationToken, ValueTask<string>> token) : Authenticator
    {
        public override async ValueTask SignAsync(HttpRequestMessage message, HttpExchange exchange, CancellationToken cancellationToken) =>
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token(cancellationToken).ConfigureAwait(false));

        // A token may have expired on its way: another one is worth one more try, the same one is not.
        public override async ValueTask<bool> RenewAsync(HttpRequestMessage refused, CancellationToken cancellationToken) =>
            await token(cancellationToken).ConfigureAwait(false) != refused.Headers.Authorization?.Parameter;
    }
}
