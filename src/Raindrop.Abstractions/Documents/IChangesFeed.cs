namespace Raindrop.Documents;

/// <summary>A changes feed that was asked for and is read by enumerating it, once.</summary>
public interface IChangesFeed : IAsyncEnumerable<DocumentChange>
{
    /// <summary>
    /// The position after what was enumerated so far, from which another feed goes on without loss; after the end, the position that the
    /// server named. <see langword="null"/> before the first.
    /// </summary>
    string? LastSequence { get; }
}
