namespace Raindrop.Documents;

/// <summary>Local documents: they stay in their database, are in no feed, are not replicated, and the last writer wins.</summary>
public interface ILocalDocuments
{
    /// <summary>Reads a local document, <see langword="null"/> if there is none.</summary>
    /// <param name="id">The id after <c>_local/</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<LocalDocument?> GetLocalAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Creates or replaces a local document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask PutLocalAsync(LocalDocument document, CancellationToken cancellationToken = default);

    /// <summary>Deletes a local document, if there is one.</summary>
    /// <param name="id">The id after <c>_local/</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask DeleteLocalAsync(string id, CancellationToken cancellationToken = default);
}
