using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Gateway.Sessions;
using Raindrop.Gateway.Site;

#pragma warning disable IDE0130 // Found where hosts look for it.
namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints of sessions into a host's routes.</summary>
public static class SessionEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps what users see of their sessions: by <c>GET</c> the prefix itself (who is signed in, and which tenant that is) and <c>list</c>; by <c>POST</c> <c>revoke</c>, <c>revoke-others</c>,
    /// <c>revoke-all</c> and <c>sign-out</c>. All answer JSON, to the site's own pages.
    /// </summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <param name="prefix">Where, for example <c>/session</c>.</param>
    /// <returns>The endpoints, to add conventions.</returns>
    /// <exception cref="InvalidOperationException"><c>AddRaindropSessions</c> was not called.</exception>
    public static IEndpointConventionBuilder MapRaindropSessions(this IEndpointRouteBuilder endpoints, string prefix)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var sessions = endpoints.ServiceProvider.GetRequiredService<SessionEndpoints>();
        var site = endpoints.ServiceProvider.GetRequiredService<SiteEndpoint>();
        var group = endpoints.MapGroup(prefix);
        group.MapGet("", site.Handle(SessionEndpoints.ShowAsync));
        group.MapGet("/list", site.Handle(sessions.ListAsync));
        group.MapPost("/revoke", site.Handle(sessions.RevokeAsync));
        group.MapPost("/revoke-others", site.Handle(sessions.RevokeOthersAsync));
        group.MapPost("/revoke-all", site.Handle(sessions.RevokeAllAsync));
        group.MapPost("/sign-out", site.Handle(SessionEndpoints.SignOutAsync));
        return group;
    }
}
