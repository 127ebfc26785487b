using System.Collections.Concurrent;
using Raindrop.Documents;

namespace Raindrop.Embedded.Storage;

/// <summary>An open database file: readers side by side, each with a connection of its own, and one writer.</summary>
internal sealed class DatabaseFile : IDisposable
{
    private const int MostIdle = 4;
    private readonly ConcurrentBag<Connection> _idle = [];
    private readonly EmbeddedOptions _options;
    private volatile bool _isDisposed;

    private DatabaseFile(string name, string path, string incarnation, EmbeddedOptions options, Signal server)
    {
        Name = name;
        Path = path;
        Incarnation = incarnation;
        _options = options;
        Writes = new WriteQueue(this, server);
    }

    public string Name { get; }

    public string Path { get; }

    /// <summary>Names this creation of the database.</summary>
    public string Incarnation { get; }

    /// <summary>Set when something was written through this object.</summary>
    public Signal Signal { get; } = new();

    public WriteQueue Writes { get; }

    /// <summary>Opens a file; <see langword="null"/> where the database was deleted meanwhile.</summary>
    public static DatabaseFile? TryOpen(string name, string path, EmbeddedOptions options, Signal server)
    {
        var connection = Connection.Open(path, options);
        try
        {
            Schema.Require(connection);
            var statement = connection["SELECT incarnation FROM state WHERE gone = 0"];
            if (!statement.Step())
            {
                connection.Dispose();
                return null;
            }

            var file = new DatabaseFile(name, path, statement.Text(0), options, server);
            statement.Reset();
            file._idle.Add(connection);
            return file;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a further connection.</summary>
    public Connection Connect() => Connection.Open(Path, _options);

    /// <summary>Begins to read; <see langword="null"/> where the database was deleted meanwhile.</summary>
    public ReadLease? TryBeginRead()
    {
        if (_isDisposed) return null;
        if (!_idle.TryTake(out var connection)) connection = Connect();
        try
        {
            connection["BEGIN"].Run();
            var state = DatabaseState.Read(connection);
            if (!state.IsGone) return new ReadLease(this, connection, state);
        }
        catch
        {
            Return(connection);
            throw;
        }

        Return(connection);
        return null;
    }

    public void Return(Connection connection)
    {
        try
        {
            connection.Rest();
            if (connection.IsInTransaction) connection["ROLLBACK"].Run();
        }
        catch (DocumentStoreException)
        {
            connection.Dispose();
            return;
        }

        if (_isDisposed || _idle.Count >= MostIdle) connection.Dispose();
        else _idle.Add(connection);
        // Disposing meanwhile may have looked before this one was put back.
        if (_isDisposed) CloseIdle();
    }

    public void Dispose()
    {
        _isDisposed = true;
        Writes.Dispose();
        CloseIdle();
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }
}
