using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Raindrop.Gateway.Forwarding;

/// <summary>Which of CouchDB's headers go to the client. <c>Location</c> holds the real name of the database, <c>Set-Cookie</c> would be a session with CouchDB itself.</summary>
internal static class ResponseHeaders
{
    private static readonly string[] Passing = [HeaderNames.ETag, HeaderNames.AcceptRanges, HeaderNames.Vary, "X-Couch-Request-ID"];

    private static readonly string[] OfContent =
        [HeaderNames.ContentType, HeaderNames.ContentLength, HeaderNames.ContentEncoding, HeaderNames.ContentRange, HeaderNames.ContentMD5];

    public static void Copy(HttpResponseMessage from, HttpResponse to)
    {
        Copy(from.Headers.NonValidated, to, Passing);
        Copy(from.Content.Headers.NonValidated, to, OfContent);

        // Browsers obey all policies that are given: the gateway's and CouchDB's.
        if (from.Headers.NonValidated.TryGetValues(HeaderNames.ContentSecurityPolicy, out var policies))
            to.Headers.ContentSecurityPolicy = StringValues.Concat(to.Headers.ContentSecurityPolicy, policies.ToArray());
    }

    private static void Copy(System.Net.Http.Headers.HttpHeadersNonValidated from, HttpResponse to, string[] names)
    {
        foreach (var name in names)
        {
            if (from.TryGetValues(name, out var values)) to.Headers[name] = values.Count == 1 ? values.ToString() : values.ToArray();
        }
    }
}
