namespace Raindrop.Derivation.Running;

/// <summary>Lets the runs of a batch read together: what they ask for is gathered until none of them can go on, and then read at once. A thing is read once a batch.</summary>
internal sealed class ReadBatcher(StoreReads reads, CancellationToken cancellationToken)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ReadKey, TaskCompletionSource<ReadAnswer>> _answers = [];
    private List<(ReadKey Key, long Length)> _asked = [];
    private int _running;

    /// <summary>The number of rounds of dependent reads.</summary>
    public int Rounds { get; private set; }

    /// <summary>A run begins. While any run works, nothing is sent.</summary>
    public void Enter()
    {
        lock (_lock) _running++;
    }

    /// <summary>A run ends, or waits.</summary>
    public void Leave()
    {
        List<(ReadKey, long)> asked;
        lock (_lock)
        {
            if (--_running > 0 || _asked.Count == 0) return;
            (asked, _asked) = (_asked, []);
            Rounds++;
            // Counts as a run until the answers are given, so that those who go on first do not send the next round without the others.
            _running++;
        }

        _ = SendAsync(asked);
    }

    public async ValueTask<ReadAnswer> ReadAsync(ReadKey key, long length = 0)
    {
        TaskCompletionSource<ReadAnswer>? answer;
        lock (_lock)
        {
            if (!_answers.TryGetValue(key, out answer))
            {
                _answers[key] = answer = new TaskCompletionSource<ReadAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
                _asked.Add((key, length));
            }
        }

        if (answer.Task.IsCompleted) return await answer.Task.ConfigureAwait(false);
        Leave();
        try
        {
            return await answer.Task.ConfigureAwait(false);
        }
        finally
        {
            Enter();
        }
    }

    private async Task SendAsync(List<(ReadKey Key, long Length)> asked)
    {
        try
        {
            var found = await reads.AnswerAsync(asked, cancellationToken).ConfigureAwait(false);
            foreach (var (key, _) in asked) Answer(key).TrySetResult(found[key]);
        }
        catch (OperationCanceledException)
        {
            foreach (var (key, _) in asked) Answer(key).TrySetCanceled(cancellationToken);
        }
        catch (Exception e)
        {
            foreach (var (key, _) in asked) Answer(key).TrySetException(e);
        }
        finally
        {
            Leave();
        }
    }

    private TaskCompletionSource<ReadAnswer> Answer(ReadKey key)
    {
        lock (_lock) return _answers[key];
    }
}
