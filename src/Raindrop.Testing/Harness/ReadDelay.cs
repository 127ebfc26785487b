namespace Raindrop.Testing.Harness;

/// <summary>Answers reads at once, or late by a number of turns that a seed gives, so that reads which run side by side end in another order.</summary>
internal sealed class ReadDelay(int? seed)
{
    private const int MaxTurns = 12;
    private readonly Random? _random = seed is null ? null : new Random(seed.Value);

    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_random is null) return;
        int turns;
        lock (_random) turns = _random.Next(MaxTurns + 1);
        for (var i = 0; i < turns; i++) await Task.Yield();
    }
}
