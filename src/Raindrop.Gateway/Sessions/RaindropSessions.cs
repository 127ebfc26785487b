using Microsoft.AspNetCore.Authentication;

namespace Raindrop.Gateway.Sessions;

/// <summary>What sessions are called.</summary>
public static class RaindropSessions
{
    /// <summary>The name of the authentication scheme: the <c>SignInScheme</c> of remote schemes, such as OpenID Connect.</summary>
    public const string AuthenticationScheme = "Raindrop";

    /// <summary>The name of the cookie. Browsers take a cookie of this prefix only over https, for the whole site and for no other host (RFC 6265bis, section 4.1.3.2).</summary>
    public const string CookieName = "__Host-raindrop";

    /// <summary>The handle of the session that a request came with, as <see cref="UserSession.Handle"/> names it; <see langword="null"/> where it came with none.</summary>
    /// <param name="result">What <c>context.AuthenticateAsync(RaindropSessions.AuthenticationScheme)</c> found.</param>
    public static string? HandleOf(AuthenticateResult? result) => result is null ? null : LiveSession.Of(result)?.Handle;
}
