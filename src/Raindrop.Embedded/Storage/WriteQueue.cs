using System.Collections.Concurrent;
using Raindrop.Documents;

namespace Raindrop.Embedded.Storage;

/// <summary>
/// The only writer of a file in this process. Writes that wait together are committed together, so that many small ones share one flush of the
/// disk; each still succeeds or fails on its own.
/// </summary>
internal sealed class WriteQueue(DatabaseFile file, Signal server) : IDisposable
{
    /// <summary>How many documents are written in one transaction, so that no write waits long for others.</summary>
    private const int MostTogether = 4000;

    private readonly ConcurrentQueue<PendingWrite> _waiting = new();
    private readonly Lock _writing = new();
    private Connection? _connection;
    private int _isRunning;
    private volatile bool _isDisposed;

    /// <summary>Runs work in a transaction.</summary>
    /// <exception cref="DatabaseGoneException">The database was deleted, or the file was closed.</exception>
    public Task<T> RunAsync<T>(Func<WriteSession, T> work, int weight, CancellationToken cancellationToken)
    {
        var write = new PendingWrite<T>(work, weight, cancellationToken);
        _waiting.Enqueue(write);
        if (Interlocked.Exchange(ref _isRunning, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Drain(), this, preferLocal: false);
        return write.Task;
    }

    /// <summary>Runs work outside of a transaction, on a connection of its own, while nothing in this process writes.</summary>
    /// <exception cref="DatabaseGoneException">The database was deleted, or the file was closed.</exception>
    public void RunAlone(Action<Connection> work)
    {
        lock (_writing)
        {
            if (_isDisposed) throw new DatabaseGoneException();
            using var connection = file.Connect();
            if (DatabaseState.Read(connection).IsGone) throw new DatabaseGoneException();
            work(connection);
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        lock (_writing)
        {
            while (_waiting.TryDequeue(out var write)) write.Fail(new DatabaseGoneException());
            _connection?.Dispose();
            _connection = null;
        }
    }

    private void Drain()
    {
        do
        {
            while (!_waiting.IsEmpty)
            {
                lock (_writing) RunGroup();
            }

            Volatile.Write(ref _isRunning, 0);
        }
        while (!_waiting.IsEmpty && Interlocked.Exchange(ref _isRunning, 1) == 0);
    }

    private void RunGroup()
    {
        var done = new List<PendingWrite>();
        try
        {
            if (_isDisposed) throw new DatabaseGoneException();
            var connection = _connection ??= file.Connect();
            connection["BEGIN IMMEDIATE"].Run();
            var session = new WriteSession(connection);
            if (session.State.IsGone) throw new DatabaseGoneException();
            for (var weight = 0; weight < MostTogether && _waiting.TryDequeue(out var write); weight += write.Weight)
            {
                if (write.IsCancelled) write.Cancel();
                else if (TryRun(write, session)) done.Add(write);
            }

            session.Save();
            connection["COMMIT"].Run();
        }
        catch (Exception e)
        {
            Abandon();
            foreach (var write in done) write.Fail(e);
            if (done.Count == 0 && _waiting.TryDequeue(out var first)) first.Fail(e);
            return;
        }

        foreach (var write in done) write.Complete();
        file.Signal.Set();
        server.Set();
    }

    // Each write has a savepoint, so that one that fails midway leaves nothing in the transaction of the others.
    private static bool TryRun(PendingWrite write, WriteSession session)
    {
        var before = session.State;
        session.Connection["SAVEPOINT one"].Run();
        try
        {
            write.Run(session);
        }
        catch (Exception e)
        {
            write.Fail(e);
            session.Connection.Rest();
            // Some failures of the disk end the whole transaction: then all in it fail.
            if (!session.Connection.IsInTransaction) throw e as DocumentStoreException ?? new StoreUnavailableException(innerException: e);
            session.Connection["ROLLBACK TO one"].Run();
            session.Connection["RELEASE one"].Run();
            session.State = before;
            return false;
        }

        session.Connection["RELEASE one"].Run();
        return true;
    }

    private void Abandon()
    {
        if (_connection is not { } connection) return;
        try
        {
            connection.Rest();
            if (connection.IsInTransaction) connection["ROLLBACK"].Run();
        }
        catch (DocumentStoreException)
        {
            connection.Dispose();
            _connection = null;
        }
    }
}
