using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Sessions;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Callers;

/// <summary>Finds who makes a request, through the host's authentication and its routes.</summary>
internal sealed class CallerFinder(ITenantRoutes routes, IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>For how long a scheme is believed that says nothing about it; while a request runs it is asked again anyway.</summary>
    private static readonly TimeSpan Unstated = TimeSpan.FromDays(1);

    /// <summary>The caller of a request.</summary>
    public async ValueTask<FoundCaller> FindAsync(HttpContext context)
    {
        var result = Find(context) ?? await context.AuthenticateAsync(options.Value.AuthenticationScheme).ConfigureAwait(false);
        if (result.Failure is SessionsUnavailableException unavailable) throw unavailable;
        if (result is not { Succeeded: true }) return default;
        var session = LiveSession.Of(result);
        var subject = session?.Subject ?? SubjectReader.Read(result.Principal);
        var expiresAt = session?.ExpiresAt ?? result.Properties?.ExpiresUtc ?? time.GetUtcNow() + Unstated;
        var caller = subject is null ? null : await FindAsync(subject, expiresAt, context.RequestAborted).ConfigureAwait(false);
        return new FoundCaller(IsSignedIn: true, session is null || caller is null ? caller : caller with { Session = session });
    }

    /// <summary>The caller of an identity as it is now; <see langword="null"/> where it is no tenant's.</summary>
    public async ValueTask<Caller?> FindAsync(TenantSubject subject, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var route = await routes.FindAsync(subject, cancellationToken).ConfigureAwait(false);
        return route is null ? null : new Caller(new TenantPrincipal(subject, route.Tenant, route.State, expiresAt), route.Database);
    }

    /// <summary>What the host's pipeline has found already, by its default scheme.</summary>
    private AuthenticateResult? Find(HttpContext context) =>
        options.Value.AuthenticationScheme is null ? context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult : null;
}
