using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Gateway.Grammar;
using Raindrop.Gateway.Hosting;

#pragma warning disable IDE0130 // Found where hosts look for it.
namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the gateway into a host's routes.</summary>
public static class GatewayEndpointRouteBuilderExtensions
{
    /// <summary>Maps the gateway: below the mount the first segment of a path is the id of a tenant, and what follows is CouchDB's API.</summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <param name="mount">Where, for example <c>/db</c>: the whole path as clients send it, since it is compared with what they sent; plain letters, digits, <c>-</c>, <c>_</c>, <c>/</c>.</param>
    /// <returns>The endpoint, to add conventions. Who may call is decided by the gateway itself.</returns>
    /// <exception cref="ArgumentException">The mount is not such a path.</exception>
    /// <exception cref="InvalidOperationException"><c>AddRaindropGateway</c> was not called, or neither <c>AddTenants</c> was nor an <c>ITenantRoutes</c> is registered.</exception>
    public static IEndpointConventionBuilder MapRaindropGateway(this IEndpointRouteBuilder endpoints, string mount)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(mount);
        if (!mount.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '/') || mount.Contains("//", StringComparison.Ordinal))
            throw new ArgumentException("A mount is a path of letters, digits, - and _, such as /db.", nameof(mount));
        var parser = new TargetParser(mount);
        var endpoint = endpoints.ServiceProvider.GetRequiredService<GatewayEndpoint>();
        return endpoints.Map(mount + "/{**path}", context => endpoint.AnswerAsync(parser, context)).WithDisplayName("Raindrop gateway");
    }
}
