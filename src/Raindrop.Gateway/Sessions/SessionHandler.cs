using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Answers;

namespace Raindrop.Gateway.Sessions;

/// <summary>The authentication scheme of sessions.</summary>
internal sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> schemeOptions, ILoggerFactory logger, UrlEncoder encoder, SessionFinder finder, SessionIssuer issuer, IOptions<RaindropSessionOptions> sessions)
    : SignInAuthenticationHandler<AuthenticationSchemeOptions>(schemeOptions, logger, encoder)
{
    private static readonly AuthenticateResult Malformed = AuthenticateResult.Fail("The cookie holds no session, or there are several of its name.");

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!SessionCookie.TryRead(Request.Headers.Cookie, out var token)) return Task.FromResult(AuthenticateResult.NoResult());
        if (token.IsEmpty) return Task.FromResult(Malformed);
        var key = SessionToken.KeyOf(token);
        return finder.TryFind(key) is { } found ? Task.FromResult(found) : finder.FindAsync(token.ToString(), key, Context.RequestAborted);
    }

    protected override Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        Response.Headers.CacheControl = "no-store";
        return issuer.BeginAsync(Context, user, properties ?? new AuthenticationProperties());
    }

    protected override async Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        Response.Headers.CacheControl = "no-store";
        await issuer.EndAsync(Context).ConfigureAwait(false);
        SessionCookie.Delete(Response);
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // Nobody was found to be signed out, so nobody is sent to sign in.
        var result = await HandleAuthenticateOnceSafeAsync().ConfigureAwait(false);
        if (result.Failure is SessionsUnavailableException) await Errors.UnavailableAsync(Context).ConfigureAwait(false);
        else if (sessions.Value.ChallengeScheme is { } scheme) await Context.ChallengeAsync(scheme, properties).ConfigureAwait(false);
        else await Errors.SignInAsync(Context).ConfigureAwait(false);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Errors.ForbiddenAsync(Context);
}
