namespace Raindrop.Keys.Providers;

/// <summary>Waits for a call, but not for ever; what it gives after nobody waits any more is thrown away.</summary>
internal static class AbandonedCall
{
    public static async Task<T> WaitAsync<T>(Task<T> running, Action<T> discard, CancellationToken cancellationToken)
    {
        try
        {
            return await running.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = running.ContinueWith(
                ended =>
                {
                    if (ended.IsCompletedSuccessfully) discard(ended.Result);
                    else _ = ended.Exception;
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            throw;
        }
    }
}
