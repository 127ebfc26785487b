namespace Raindrop.Benchmarks.Stores;

/// <summary>The least that has to be done for a pass: its reads and its writes, prepared as far as they can be before the time runs.</summary>
internal interface IRawWork : IDisposable
{
    /// <summary>Does it once.</summary>
    /// <param name="listsIds">Whether it first asks for the ids (and, of what it replaces, the revisions), as whoever does not know them must.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task RunAsync(bool listsIds, CancellationToken cancellationToken);
}
