namespace Raindrop.CouchDb.Authentication;

internal sealed class NoAuthentication : CouchDbAuthentication
{
    internal override Authenticator CreateAuthenticator() => new Signer();

    private sealed class Signer : Authenticator;
}
