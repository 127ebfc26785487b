using Raindrop.Gateway.Sessions;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of sessions to a host's health checks.</summary>
public static class SessionHealthChecksBuilderExtensions
{
    /// <summary>Reports whether the store of sessions answers: where it does not, everybody who is signed in is answered with 503.</summary>
    /// <param name="builder">The host's health checks.</param>
    /// <param name="name">The check's name.</param>
    public static IHealthChecksBuilder AddRaindropSessions(this IHealthChecksBuilder builder, string name = "raindrop-sessions")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<SessionHealthCheck>(name);
    }
}
