using Microsoft.AspNetCore.Http;

namespace Raindrop.Gateway.Answers;

/// <summary>What every answer carries: what is in a database came from strangers' mail.</summary>
internal static class SecurityHeaders
{
    /// <summary>Nothing runs and nothing is loaded, in an origin of its own (CSP Level 3, section 6.3.2).</summary>
    public const string ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

    /// <summary>A year (RFC 6797). Other hosts of the domain are the operator's own affair.</summary>
    private const string StrictTransport = "max-age=31536000";

    public static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = StrictTransport;
    }
}
