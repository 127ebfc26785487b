namespace Raindrop.Testing.Conformance;

/// <summary>Reads a feed that has no end, with patience that has one.</summary>
internal sealed class LiveFeed<T>(IAsyncEnumerable<T> source, CancellationToken stop) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private IAsyncEnumerator<T>? _items;
    private Task<bool>? _next;

    /// <summary>The next item, or nothing where none comes in time.</summary>
    public async Task<bool> HasNextAsync(TimeSpan within)
    {
        _items ??= source.GetAsyncEnumerator(_end.Token);
        _next ??= _items.MoveNextAsync().AsTask();
        return await Task.WhenAny(_next, Task.Delay(within, TimeProvider.System, stop)).ConfigureAwait(false) == _next;
    }

    public async Task<T> NextAsync(string what)
    {
        Expect.That(await HasNextAsync(Patience).ConfigureAwait(false), $"{what} should come within {Patience.TotalSeconds} seconds");
        var next = await _next!.ConfigureAwait(false);
        _next = null;
        Expect.That(next, $"{what} should come, and the feed ended");
        return _items!.Current;
    }

    public async Task<T> UntilAsync(Func<T, bool> condition, string what)
    {
        while (true)
        {
            var item = await NextAsync(what).ConfigureAwait(false);
            if (condition(item)) return item;
        }
    }

    /// <summary>Cancels the feed and waits for its end, which must be prompt.</summary>
    public async Task CancelAsync(TimeSpan within)
    {
        await HasNextAsync(TimeSpan.Zero).ConfigureAwait(false);
        await _end.CancelAsync().ConfigureAwait(false);
        await Expect.ThrowsAsync<OperationCanceledException>($"A feed cancelled while it waits, within {within.TotalSeconds} seconds", () => _next!.WaitAsync(within, CancellationToken.None)).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        if (_next is not null) await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_items is not null) await _items.DisposeAsync().ConfigureAwait(false);
        _end.Dispose();
    }
}
