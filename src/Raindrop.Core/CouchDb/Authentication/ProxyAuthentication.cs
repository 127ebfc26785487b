using System.Security.Cryptography;
using System.Text;
using Raindrop.CouchDb.Http;

namespace Raindrop.CouchDb.Authentication;

internal sealed class ProxyAuthentication(string userName, IReadOnlyList<string> roles, string secret, HashAlgorithmName hash) : CouchDbAuthentication
{
    internal override Authenticator CreateAuthenticator() => new Signer(userName, string.Join(',', roles), Token());

    private string Token() =>
        Convert.ToHexStringLower(CryptographicOperations.HmacData(hash, Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(userName)));

    private sealed class Signer(string userName, string roles, string token) : Authenticator
    {
        public override ValueTask SignAsync(HttpRequestMessage message, HttpExchange exchange, CancellationToken cancellationToken)
        {
            message.Headers.TryAddWithoutValidation("X-Auth-CouchDB-UserName", userName);
            message.Headers.TryAddWithoutValidation("X-Auth-CouchDB-Roles", roles);
            message.Headers.TryAddWithoutValidation("X-Auth-CouchDB-Token", token);
            return ValueTask.CompletedTask;
        }
    }
}
