using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Raindrop.Gateway.Callers;

/// <summary>Tells requests that another site's page makes with the user's cookie.</summary>
/// <remarks>
/// Browsers say where a request comes from in headers that a page cannot set: <c>Sec-Fetch-Site</c> (Fetch Metadata) and <c>Origin</c>. A write with
/// a cookie and neither must carry a header that no form and no plain link can send.
/// </remarks>
internal sealed class CrossSite(IOptions<GatewayOptions> options)
{
    /// <summary>The header of programs that send a cookie without being a browser.</summary>
    public const string ClientHeader = "X-Raindrop-Client";

    private readonly HashSet<string> _allowed = [.. options.Value.AllowedOrigins];

    /// <summary>Whether a request comes from a page that may not make it.</summary>
    public bool Refuses(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        var site = request.Headers["Sec-Fetch-Site"];
        if (origin.Count > 1 || site.Count > 1) return true;
        if (origin is [{ } from]) return from != $"{request.Scheme}://{request.Host}" && !_allowed.Contains(from);

        // A browser sends no Origin with a GET from the page's own origin, nor with an address that the user typed.
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (site is [{ } relation]) return relation != "same-origin" && !(isRead && relation == "none");
        return !isRead && request.Headers.Cookie.Count > 0 && !request.Headers.ContainsKey(ClientHeader);
    }
}
