using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Telemetry;
using Raindrop.Gateway.Upstream;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Callers;

/// <summary>Asks several times a second whether the callers of running requests may go on, and cuts those who may not. CouchDB itself would go on answering.</summary>
internal sealed class RequestWatch(RunningRequests running, CallerFinder callers, ITenantAuthorizer authorizer, WatchSignal signal, UpstreamGate gate, IHostApplicationLifetime lifetime, IOptions<GatewayOptions> options, TimeProvider time, ILogger<RequestWatch> logger) : BackgroundService
{
    private TimeSpan Interval => options.Value.RevalidationInterval;

    /// <summary>Asks once about all of them.</summary>
    internal Task CheckAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(running.Snapshot.GroupBy(request => (request.Caller.Principal.Subject, request.Caller.Principal.ExpiresAt)).Select(requests => CheckAsync([.. requests], cancellationToken)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = lifetime.ApplicationStopping.Register(CutFeeds);
        using var timer = new PeriodicTimer(Interval, time);
        var (tick, raised) = (timer.WaitForNextTickAsync(stoppingToken).AsTask(), signal.WaitAsync(stoppingToken));
        while (await (await Task.WhenAny(tick, raised).ConfigureAwait(false)).ConfigureAwait(false))
        {
            if (tick.IsCompleted) tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            if (raised.IsCompleted) raised = signal.WaitAsync(stoppingToken);
            await CheckAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>Feeds have no end of their own, and would hold up a host that stops. Other requests have until its timeout.</summary>
    private void CutFeeds()
    {
        foreach (var request in running.Snapshot)
        {
            if (request.Request.Operation == TenantOperation.ChangesFollow) request.Cut(DecisionReason.Undecided);
        }
    }

    private async Task CheckAsync(RunningRequest[] requests, CancellationToken cancellationToken)
    {
        var known = requests[0].Caller;
        Caller? caller;
        try
        {
            caller = await callers.FindAsync(known.Principal.Subject, known.Principal.ExpiresAt, cancellationToken).AsTask().WaitAsync(Interval, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.CallersUnknown(e.GetType().Name);
            foreach (var request in requests) request.Cut(DecisionReason.Undecided);
            return;
        }

        var now = time.GetUtcNow();
        foreach (var request in requests)
        {
            if (Judge(request, caller, now) is { IsAllowed: false } decision) request.Cut(decision.Reason);
        }
    }

    private TenantDecision Judge(RunningRequest request, Caller? caller, DateTimeOffset now)
    {
        if (request.Caller.Session?.Continue(now) is { } doubt) return TenantDecision.Deny(doubt);
        if (caller is null) return TenantDecision.Deny(DecisionReason.NoPrincipal);

        // CouchDB was seen not to enforce what the gateway relies on.
        if (!gate.IsOpen) return TenantDecision.Deny(DecisionReason.Undecided);

        // An identity that maps to another tenant or database now must not go on reading from the old one.
        if (caller.Tenant != request.Caller.Tenant || caller.Database != request.Caller.Database) return TenantDecision.Deny(DecisionReason.ForeignDatabase);
        try
        {
            return authorizer.Authorize(caller.Principal, request.Request, now);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return TenantDecision.Deny(DecisionReason.Undecided);
        }
    }
}
