using System.Collections.Concurrent;
using Raindrop.Gateway.Telemetry;

namespace Raindrop.Gateway.Callers;

/// <summary>The requests that are being forwarded.</summary>
internal sealed class RunningRequests
{
    private readonly ConcurrentDictionary<RunningRequest, byte> _running = new();

    /// <summary>They, at this moment.</summary>
    public IReadOnlyList<RunningRequest> Snapshot => _running.IsEmpty ? [] : [.. _running.Select(pair => pair.Key)];

    public void Add(RunningRequest request)
    {
        _running.TryAdd(request, 0);
        GatewayMetrics.Started(request.Request.Operation);
    }

    public void Remove(RunningRequest request)
    {
        _running.TryRemove(request, out _);
        GatewayMetrics.Ended(request.Request.Operation);
    }
}
