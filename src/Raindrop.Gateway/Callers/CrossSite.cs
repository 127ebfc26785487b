using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Raindrop.Gateway.Callers;

/// <summary>Tells requests that another site's page makes with the user's cookie.</summary>
/// <remarks>
/// Browsers say where a request comes from in headers that a page cannot set: <c>Sec-Fetch-Site</c> (Fetch Metadata) and <c>Origin</c>. A write with
/// a cookie must carry besides, whatever those say, a header that no form can send, and no script of another site without having asked first.
/// </remarks>
internal sealed class CrossSite(IOptions<GatewayOptions> options)
{
    /// <summary>The header of whatever writes with a cookie.</summary>
    public const string ClientHeader = "X-Raindrop-Client";

    private readonly HashSet<string> _allowed = [.. options.Value.AllowedOrigins];

    /// <summary>Whether a request comes from a page that may not make it.</summary>
    public bool Refuses(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        var site = request.Headers["Sec-Fetch-Site"];
        if (origin.Count > 1 || site.Count > 1) return true;
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (origin is [{ } from])
        {
            if (from != $"{request.Scheme}://{request.Host}" && !_allowed.Contains(from)) return true;
        }
        else if (site is [{ } relation] && relation != "same-origin" && !(isRead && relation == "none"))
        {
            // A browser sends no Origin with a GET from the page's own origin, nor with an address that the user typed.
            return true;
        }

        return !isRead && request.Headers.Cookie.Count > 0 && !request.Headers.ContainsKey(ClientHeader);
    }
}
