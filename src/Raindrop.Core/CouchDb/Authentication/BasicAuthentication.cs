using System.Net.Http.Headers;
using System.Text;
using Raindrop.CouchDb.Http;

namespace Raindrop.CouchDb.Authentication;

internal sealed class BasicAuthentication(string userName, string password) : CouchDbAuthentication
{
    internal override Authenticator CreateAuthenticator() =>
        new Signer(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}"))));

    private sealed class Signer(AuthenticationHeaderValue header) : Authenticator
    {
        public override ValueTask SignAsync(HttpRequestMessage message, HttpExchange exchange, CancellationToken cancellationToken)
        {
            message.Headers.Authorization = header;
            return ValueTask.CompletedTask;
        }
    }
}
