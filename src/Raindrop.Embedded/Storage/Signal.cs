namespace Raindrop.Embedded.Storage;

/// <summary>Tells those who wait that something was written in this process. What other processes write is found by looking now and then.</summary>
internal sealed class Signal
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends at the next write. Take it before looking, so that nothing falls between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Set() => Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Waits until it is worth looking again.</summary>
    /// <param name="next">What <see cref="Next"/> was before the last look.</param>
    /// <param name="longest">How long to wait at most.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask WaitAsync(Task next, TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(longest < LookInterval ? longest : LookInterval, time, over.Token);
        await Task.WhenAny(next, delay).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
