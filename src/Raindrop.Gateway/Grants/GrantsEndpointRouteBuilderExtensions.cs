using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Gateway.Grants;

#pragma warning disable IDE0130 // Found where hosts look for it.
namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoint for grants into a host's routes.</summary>
public static class GrantsEndpointRouteBuilderExtensions
{
    /// <summary>Maps the endpoint: a POST with a grant behind <c>Bearer</c> in the <c>Authorization</c> header, and the granted documents as <c>{"docs":[…]}</c>.</summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <param name="path">Where, for example <c>/grants</c>.</param>
    /// <returns>The endpoint, to add conventions. The grant alone decides who may call, so the host's authorization does not apply.</returns>
    /// <exception cref="InvalidOperationException"><c>AddRaindropGrants</c> was not called.</exception>
    public static IEndpointConventionBuilder MapRaindropGrants(this IEndpointRouteBuilder endpoints, string path)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var endpoint = endpoints.ServiceProvider.GetRequiredService<GrantEndpoint>();
        return endpoints.Map(path, endpoint.AnswerAsync).WithDisplayName("Raindrop grants").AllowAnonymous();
    }
}
