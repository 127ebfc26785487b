namespace Raindrop.Testing.Conformance;

/// <summary>Runs a case for a limited time, and says of whatever it throws which case it was.</summary>
internal static class LimitedRun
{
    public static async Task RunAsync(string name, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConformanceCase.TimeLimit);
        var running = Task.Run(() => run(limit.Token), CancellationToken.None);
        try
        {
            // What does not heed the token would otherwise hold the test run.
            await running.WaitAsync(ConformanceCase.TimeLimit * 1.5, cancellationToken).ConfigureAwait(false);
        }
        catch (ConformanceException e)
        {
            throw new ConformanceException($"{name}: {e.Message}", e.InnerException);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var what = e is TimeoutException || limit.IsCancellationRequested ? $"it was not over after {ConformanceCase.TimeLimit.TotalSeconds} seconds" : $"{e.GetType().Name} was thrown: {e.Message}";
            throw new ConformanceException($"{name}: {what}", e);
        }
    }
}
