using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Raindrop.Gateway.Telemetry;

namespace Raindrop.Gateway.Upstream;

/// <summary>Checks CouchDB at start and each minute. A host does not start before an open one; one that does not answer yet is waited for, and meanwhile nothing passes.</summary>
internal sealed class UpstreamWatch(UpstreamCheck check, UpstreamGate gate, TimeProvider time, ILogger<UpstreamWatch> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    /// <summary>How often a CouchDB that does not answer is asked before the host starts without it, and how often one that is just starting, which takes seconds on a busy machine.</summary>
    private const int TriesAtStart = 4;
    private const int TriesWhileItStarts = 30;
    private static readonly TimeSpan StartInterval = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private Task _watching = Task.CompletedTask;

    /// <exception cref="UpstreamCheckException">CouchDB does not enforce what the gateway relies on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var result = await TryCheckAsync(cancellationToken).ConfigureAwait(false);
        for (var tries = 1; result != Answer.Whole && tries < (result == Answer.Starting ? TriesWhileItStarts : TriesAtStart); tries++)
        {
            await Task.Delay(StartInterval, time, cancellationToken).ConfigureAwait(false);
            result = await TryCheckAsync(cancellationToken).ConfigureAwait(false);
        }

        if (gate.Flaws.Count > 0) throw new UpstreamCheckException(gate.Flaws);
        _watching = WatchAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    private async Task WatchAsync()
    {
        while (true)
        {
            await Task.Delay(gate.IsOpen ? Interval : RetryInterval, time, _stop.Token).ConfigureAwait(false);
            await TryCheckAsync(_stop.Token).ConfigureAwait(false);
        }
    }

    private async Task<Answer> TryCheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            gate.Set(await check.RunAsync(cancellationToken).ConfigureAwait(false));
            foreach (var flaw in gate.Flaws) logger.UpstreamFlaw(flaw, UpstreamFlaws.AdviceOf(flaw));
            return Answer.Whole;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // What was seen before still holds: a node that is down takes no requests either.
            var unavailable = e as UpstreamUnavailableException;
            logger.UpstreamUnchecked(unavailable?.Happened ?? e.GetType().Name);
            return unavailable is { IsStarting: true } ? Answer.Starting : Answer.None;
        }
    }

    private enum Answer
    {
        None,
        Starting,
        Whole,
    }
}
