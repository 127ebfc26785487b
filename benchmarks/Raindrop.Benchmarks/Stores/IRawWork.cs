namespace Raindrop.Benchmarks.Stores;

/// <summary>The least that has to be done for a pass: its reads and its writes, prepared as far as they can be before the time runs.</summary>
internal interface IRawWork : IDisposable
{
    /// <summary>Does it once.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
