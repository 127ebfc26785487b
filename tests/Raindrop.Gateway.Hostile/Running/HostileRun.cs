using Raindrop.Gateway.Hostile.Requests;
using Raindrop.Gateway.Hostile.Upstreams;

namespace Raindrop.Gateway.Hostile.Running;

/// <summary>Sends numbered hostile requests over many connections at once, and says what came of it.</summary>
internal sealed class HostileRun(HostileStage stage, IHostileUpstream upstream, int seed, int connections)
{
    /// <summary>Requests that one connection sends before the next numbers are taken.</summary>
    public const int BlockSize = 64;

    /// <summary>Requests that are sent in one go.</summary>
    private const int MostAtOnce = 16;

    /// <summary>How often those are sent again that were told to try again.</summary>
    private const int MostAgain = 3;

    private static readonly TimeSpan BeforeAgain = TimeSpan.FromSeconds(1);

    private readonly RequestGenerator _generator = new(seed, stage.Cast, stage.Cookies);
    private long _nextBlock;

    public Tally Tally { get; } = new();

    /// <summary>The number below which all requests were sent or are being sent; from there a run can go on.</summary>
    public long Next => Math.Max(0, Interlocked.Read(ref _nextBlock) - connections) * BlockSize;

    /// <summary>Sends requests from a number on, up to below another.</summary>
    public async Task RunAsync(long from, long to, CancellationToken cancellationToken)
    {
        _nextBlock = from / BlockSize;
        var end = (to + BlockSize - 1) / BlockSize;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => WorkAsync(end, to, cancellationToken), cancellationToken)));
        await SendLateAsync(cancellationToken);
        foreach (var damage in await upstream.FindDamageAsync()) Tally.Add(damage);
    }

    private async Task WorkAsync(long end, long to, CancellationToken cancellationToken)
    {
        var clients = CreateClients();
        try
        {
            for (var block = Interlocked.Increment(ref _nextBlock) - 1; block < end && !cancellationToken.IsCancellationRequested; block = Interlocked.Increment(ref _nextBlock) - 1)
            {
                var place = PlaceOf(block * BlockSize);
                await SendAsync(clients[place], place, block * BlockSize, Math.Min(to, (block + 1) * BlockSize), cancellationToken);
            }
        }
        finally
        {
            foreach (var client in clients) await client.DisposeAsync();
        }
    }

    private async Task SendAsync(HostileClient client, int caller, long from, long to, CancellationToken cancellationToken)
    {
        var batch = new List<(long, HostileRequest)>();
        for (var number = from; number < to; number++)
        {
            var request = _generator.Create(number, caller);
            batch.Add((number, request));
            if (batch.Count < MostAtOnce && !request.MayClose && number + 1 < to) continue;
            Tally.Sent(batch.Count);
            await client.SendAsync(batch, cancellationToken);
            batch.Clear();
        }
    }

    /// <summary>Sends those again that were told to try again: what is always told so is a fault.</summary>
    private async Task SendLateAsync(CancellationToken cancellationToken)
    {
        var clients = CreateClients();
        var late = Tally.TakeLate();
        for (var again = 0; late.Count > 0 && again < MostAgain; again++)
        {
            await Task.Delay(BeforeAgain, TimeProvider.System, cancellationToken);
            foreach (var number in late) await clients[PlaceOf(number)].SendAsync([(number, _generator.Create(number, PlaceOf(number)))], cancellationToken);
            late = Tally.TakeLate();
        }

        foreach (var number in late) Tally.Add(new Violation("never available", number, Violation.Show(_generator.Create(number, PlaceOf(number)).Bytes)));
        foreach (var client in clients) await client.DisposeAsync();
    }

    private HostileClient[] CreateClients() => [.. stage.Cast.Attackers.Select((actor, place) => new HostileClient(stage.Address, actor, stage.Cookies.Good[place], upstream.MayFail, Tally))];

    /// <summary>The place of the attacker who sends a request.</summary>
    private int PlaceOf(long number) => (int)(number / BlockSize % stage.Cast.Attackers.Count);
}
