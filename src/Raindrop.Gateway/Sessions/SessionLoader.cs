namespace Raindrop.Gateway.Sessions;

/// <summary>Reads sessions that are used for the first time here. One reading is under way at a time and those who come meanwhile share the next, so that many forged cookies cost few requests.</summary>
internal sealed class SessionLoader(SessionDocuments documents)
{
    /// <summary>How many sessions are waited for at most.</summary>
    private const int MostWaiting = 10_000;
    private const int BatchSize = 500;

    private readonly Lock _gate = new();
    private Dictionary<SessionKey, TaskCompletionSource<StoredSession?>> _waiting = [];
    private bool _isReading;

    /// <summary>Reads a session.</summary>
    /// <returns><see langword="null"/> where there is none.</returns>
    /// <exception cref="SessionsUnavailableException">The store does not answer, or too many wait.</exception>
    public Task<StoredSession?> LoadAsync(SessionKey key, CancellationToken cancellationToken)
    {
        TaskCompletionSource<StoredSession?>? waiter;
        lock (_gate)
        {
            if (!_waiting.TryGetValue(key, out waiter))
            {
                if (_waiting.Count >= MostWaiting) throw new SessionsUnavailableException();
                _waiting.Add(key, waiter = new TaskCompletionSource<StoredSession?>(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            if (!_isReading)
            {
                _isReading = true;
                _ = ReadAllAsync();
            }
        }

        return waiter.Task.WaitAsync(cancellationToken);
    }

    private async Task ReadAllAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (Take() is { Count: > 0 } waiting)
        {
            foreach (var batch in waiting.Chunk(BatchSize)) await ReadAsync(batch).ConfigureAwait(false);
        }
    }

    private Dictionary<SessionKey, TaskCompletionSource<StoredSession?>> Take()
    {
        lock (_gate)
        {
            var taken = _waiting;
            _waiting = [];
            _isReading = taken.Count > 0;
            return taken;
        }
    }

    private async Task ReadAsync(KeyValuePair<SessionKey, TaskCompletionSource<StoredSession?>>[] batch)
    {
        try
        {
            var found = await documents.ReadAsync([.. batch.Select(pair => pair.Key)], CancellationToken.None).ConfigureAwait(false);
            foreach (var (key, waiter) in batch) waiter.SetResult(found.GetValueOrDefault(key));
        }
        catch (Exception e)
        {
            var failure = e as SessionsUnavailableException ?? new SessionsUnavailableException(e);
            foreach (var (_, waiter) in batch) waiter.TrySetException(failure);
        }
    }
}
