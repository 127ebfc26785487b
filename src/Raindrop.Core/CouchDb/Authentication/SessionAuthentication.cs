namespace Raindrop.CouchDb.Authentication;

internal sealed class SessionAuthentication(string userName, string password) : CouchDbAuthentication
{
    internal override Authenticator CreateAuthenticator() => new SessionAuthenticator(userName, password);
}
