namespace Raindrop.Documents;

/// <summary>A server of document databases: CouchDB, or the embedded store.</summary>
/// <remarks>Safe for concurrent use. Every method throws a <see cref="DocumentStoreException"/> for what the store answers, and <see cref="OperationCanceledException"/> when cancelled.</remarks>
public interface IDocumentServer
{
    /// <summary>What the server is and can do. The first call asks it and checks that it speaks the protocol; later calls answer from memory.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="StoreProtocolException">What answers is not a document server.</exception>
    ValueTask<ServerInfo> GetInfoAsync(CancellationToken cancellationToken = default);

    /// <summary>A database of this server, whether or not it exists; nothing is sent.</summary>
    /// <param name="name">The database's name: a lower-case letter, then lower-case letters, digits and <c>_$()+-/</c>.</param>
    /// <exception cref="ArgumentException">The name is not one that a server would take.</exception>
    IDocumentDatabase GetDatabase(string name);

    /// <summary>Creates a database.</summary>
    /// <param name="name">The database's name.</param>
    /// <param name="options">How it is created, or <see langword="null"/> for the server's defaults.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns><see langword="true"/> if it was created, <see langword="false"/> if it was there already.</returns>
    ValueTask<bool> CreateDatabaseAsync(string name, DatabaseCreationOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a database and everything in it.</summary>
    /// <param name="name">The database's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns><see langword="true"/> if it was deleted, <see langword="false"/> if there was none.</returns>
    ValueTask<bool> DeleteDatabaseAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The names of all databases that the caller may list, in order.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<string> ListDatabasesAsync(CancellationToken cancellationToken = default);

    /// <summary>The state of many databases, in the order of their names given, <see langword="null"/> for one that does not exist. Needs <see cref="StoreCapabilities.DatabaseInfos"/>.</summary>
    /// <param name="names">The databases' names, any number.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<IReadOnlyList<DatabaseInfo?>> GetDatabaseInfosAsync(IReadOnlyList<string> names, CancellationToken cancellationToken = default);

    /// <summary>Follows which databases change, without end, resuming by itself. Needs <see cref="StoreCapabilities.DatabaseUpdates"/>.</summary>
    /// <param name="since">The sequence after which to start, or <see langword="null"/> for now.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<DatabaseUpdate> FollowDatabaseUpdatesAsync(string? since = null, CancellationToken cancellationToken = default);
}
