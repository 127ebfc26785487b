using System.Diagnostics;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Telemetry;

/// <summary>The gateway's activities: one for each request, with what it does and what became of it. None names a tenant, an address or a document.</summary>
internal static class GatewayTrace
{
    public const string Name = "Raindrop.Gateway";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins that of a request; <see langword="null"/> where nobody listens. Dispose it.</summary>
    public static Activity? Start() => Source.StartActivity("gateway.request");

    /// <summary>Notes what became of the request that is being answered.</summary>
    public static void Note(TenantOperation operation, string outcome)
    {
        if (Activity.Current is not { } activity || activity.Source != Source) return;
        activity.SetTag("raindrop.operation", operation.ToString()).SetTag("raindrop.outcome", outcome);
    }
}
