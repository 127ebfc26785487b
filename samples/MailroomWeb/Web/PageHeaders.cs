using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MailroomWeb.Web;

/// <summary>What the page and the host's own answers carry. The gateway's answers have stricter ones of their own.</summary>
internal static class PageHeaders
{
    /// <summary>Only files of this origin run, load and are asked; no text becomes HTML or script (CSP Level 3, Trusted Types).</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    public static void UsePageHeaders(this IApplicationBuilder application) => application.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return IsFromElsewhere(context.Request) ? RefuseAsync(context) : next(context);
    });

    /// <summary>Whether another site's page wants something changed with the user's cookie. Browsers say where a request comes from, and no page can say otherwise.</summary>
    private static bool IsFromElsewhere(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return false;
        if (request.Headers.Origin is [var origin] && origin != $"{request.Scheme}://{request.Host}") return true;
        return request.Headers["Sec-Fetch-Site"] is [not "same-origin"] || !request.Headers.ContainsKey("X-Raindrop-Client");
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsJsonAsync(new { error = "forbidden", reason = "Requests from other sites are not taken. What writes sends the header X-Raindrop-Client." });
    }
}
