namespace Raindrop.CouchDb.Http;

/// <summary>Where the server is, without credentials, and how to sign in there.</summary>
internal readonly record struct CouchEndpoint(string Address, CouchDbAuthentication Authentication)
{
    public static CouchEndpoint From(CouchDbOptions options)
    {
        var given = options.Endpoint!;
        var address = given.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
        return new CouchEndpoint(address, FromUserInfo(given) ?? options.Authentication);
    }

    // Credentials in a URL end in logs, so they leave it as soon as it is read.
    private static CouchDbAuthentication? FromUserInfo(Uri endpoint)
    {
        if (endpoint.UserInfo.Length == 0) return null;
        var parts = endpoint.UserInfo.Split(':', 2);
        return CouchDbAuthentication.Basic(Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
