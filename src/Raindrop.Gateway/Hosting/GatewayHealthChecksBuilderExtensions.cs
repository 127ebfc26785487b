using Raindrop.Gateway.Hosting;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the gateway's health to a host's health checks.</summary>
public static class GatewayHealthChecksBuilderExtensions
{
    /// <summary>Reports whether requests may pass: unhealthy until CouchDB was seen to enforce what the gateway relies on, and when it does no more. For a process with <c>AddRaindropTokenSigner</c> alone, too.</summary>
    /// <param name="builder">The host's health checks.</param>
    /// <param name="name">The check's name.</param>
    public static IHealthChecksBuilder AddRaindropGateway(this IHealthChecksBuilder builder, string name = "raindrop-gateway")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<GatewayHealthCheck>(name);
    }
}
