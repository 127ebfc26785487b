namespace Raindrop.Documents;

/// <summary>Removes what was replaced or deleted from where it is stored.</summary>
public interface IDocumentCompaction
{
    /// <summary>
    /// Removes the bodies of revisions that were replaced or deleted before the call, and waits until that is done: from then on they are neither
    /// readable through the store nor in the database's files. Leaves stay, those of tombstones and of conflicts too. Needs <see cref="StoreCapabilities.Compaction"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, not always the work.</param>
    /// <remarks>
    /// It copies what is left, so it takes time and space in proportion to that; reads and writes go on meanwhile. Blocks that a file system or a
    /// disk has set free, its snapshots and copies of files elsewhere are beyond the store's reach.
    /// </remarks>
    /// <exception cref="StoreFeatureMissingException">The store cannot do this.</exception>
    ValueTask CompactAsync(CancellationToken cancellationToken = default);
}
