using System.Diagnostics;
using System.Diagnostics.Metrics;
using Raindrop.Gateway.Limits;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Telemetry;

/// <summary>The gateway's numbers. No tag names a tenant.</summary>
internal static class GatewayMetrics
{
    private static readonly Meter Meter = new(GatewayTrace.Name);
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("raindrop.gateway.requests", "{request}", "Requests, by operation and what became of them.");
    private static readonly UpDownCounter<long> Running = Meter.CreateUpDownCounter<long>("raindrop.gateway.running", "{request}", "Requests that are being forwarded, feeds included, by operation.");

    private static readonly Counter<long> Limited = Meter.CreateCounter<long>("raindrop.gateway.limited", "{request}", "Requests that were refused because there were too many, by the limit that was reached.");

    public static void Count(TenantOperation operation, string outcome)
    {
        GatewayTrace.Note(operation, outcome);

        // Tags are not made where nobody listens.
        if (Requests.Enabled) Requests.Add(1, new TagList { { "raindrop.operation", operation.ToString() }, { "raindrop.outcome", outcome } });
    }

    public static void CountLimited(TenantOperation operation, GatewayLimit limit)
    {
        Count(operation, "limited");
        Limited.Add(1, new KeyValuePair<string, object?>("raindrop.limit", limit.ToString()));
    }

    public static void Started(TenantOperation operation) => Add(operation, 1);

    public static void Ended(TenantOperation operation) => Add(operation, -1);

    private static void Add(TenantOperation operation, int count)
    {
        if (Running.Enabled) Running.Add(count, new KeyValuePair<string, object?>("raindrop.operation", operation.ToString()));
    }
}
