namespace Raindrop.Embedded.Storage;

/// <summary>A connection with a read transaction on it: what it reads is the database at one moment. Dispose it to give the connection back.</summary>
internal sealed class ReadLease(DatabaseFile file, Connection connection, DatabaseState state) : IDisposable
{
    private bool _isDisposed;

    public DatabaseFile File => file;

    public Connection Connection => connection;

    /// <summary>The counters as of that moment.</summary>
    public DatabaseState State => state;

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        file.Return(connection);
    }
}
