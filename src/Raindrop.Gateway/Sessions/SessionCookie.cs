using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Raindrop.Gateway.Sessions;

/// <summary>Reads and writes the cookie. It is read from the header itself: nothing is allocated, and two of the name are seen.</summary>
/// <remarks>
/// <c>SameSite=Lax</c>, not <c>Strict</c>: after a sign-in elsewhere the browser comes back by a redirect from that site, and would leave a strict cookie behind. What
/// <c>Lax</c> lets through from other sites are plain links, which change nothing here, and which the gateway refuses by <c>Sec-Fetch-Site</c>.
/// </remarks>
internal static class SessionCookie
{
    /// <summary>Finds the token in the headers.</summary>
    /// <param name="headers">The <c>Cookie</c> headers.</param>
    /// <param name="token">The token.</param>
    /// <returns>Whether there is a cookie of the name; the token is empty where it holds none, or there are two.</returns>
    public static bool TryRead(StringValues headers, out ReadOnlySpan<char> token)
    {
        token = default;
        var found = 0;
        foreach (var header in headers)
        {
            var rest = header.AsSpan();
            while (!rest.IsEmpty)
            {
                var end = rest.IndexOf(';');
                var pair = (end < 0 ? rest : rest[..end]).Trim(' ');
                rest = end < 0 ? default : rest[(end + 1)..];
                if (!pair.StartsWith(RaindropSessions.CookieName, StringComparison.Ordinal) || pair[RaindropSessions.CookieName.Length..] is not ['=', .. var value]) continue;
                found++;
                token = value;
            }
        }

        // A browser sends one of this name. Of two, one was planted: which, nobody can tell.
        if (found != 1 || !SessionToken.IsToken(token)) token = default;
        return found > 0;
    }

    /// <summary>Gives the browser a token.</summary>
    /// <param name="response">The response.</param>
    /// <param name="token">The token.</param>
    /// <param name="expiresAt">Until when the browser keeps it; <see langword="null"/> until it is closed.</param>
    public static void Write(HttpResponse response, ReadOnlySpan<byte> token, DateTimeOffset? expiresAt) =>
        response.Cookies.Append(RaindropSessions.CookieName, System.Text.Encoding.ASCII.GetString(token), Options(expiresAt));

    /// <summary>Makes the browser forget it.</summary>
    public static void Delete(HttpResponse response) => response.Cookies.Delete(RaindropSessions.CookieName, Options(null));

    private static CookieOptions Options(DateTimeOffset? expiresAt) => new() { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Expires = expiresAt };
}
