using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Raindrop.Embedded.Storage;

/// <summary>A connection to one database file and the statements prepared on it. Used by one thread at a time.</summary>
internal sealed class Connection : IDisposable
{
    private readonly SqliteConnection _connection;
    // Statements are constants, so that they are told apart by reference, without reading their text.
    private readonly Dictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);

    private Connection(SqliteConnection connection) => _connection = connection;

    public Statement this[string sql]
    {
        get
        {
            if (_statements.TryGetValue(sql, out var statement)) return statement;
            return _statements[sql] = new Statement(Handle, sql);
        }
    }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    private sqlite3 Handle => _connection.Handle!;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How long a write waits, and whether it is flushed.</param>
    /// <param name="create">Whether the file may be created.</param>
    public static Connection Open(string path, EmbeddedOptions options, bool create = false)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite, Pooling = false };
        var opened = new SqliteConnection(settings.ToString());
        try
        {
            opened.Open();
            var connection = new Connection(opened);
            raw.sqlite3_busy_timeout(connection.Handle, (int)options.LockTimeout.TotalMilliseconds);
            connection.Configure(options);
            return connection;
        }
        catch (SqliteException e)
        {
            opened.Dispose();
            throw StorageFailure.Create(e.SqliteErrorCode);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement once, without keeping it.</summary>
    public void Execute(string sql)
    {
        using var statement = new Statement(Handle, sql);
        statement.Run();
    }

    /// <summary>Leaves all rows that were not read, which would keep a transaction open.</summary>
    public void Rest()
    {
        foreach (var statement in _statements.Values) if (statement.IsActive) statement.Reset();
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _connection.Dispose();
    }

    private void Configure(EmbeddedOptions options)
    {
        // In WAL mode NORMAL keeps the file whole and in order at a loss of power, but may lose the last transactions; FULL flushes each.
        Execute(options.FlushesWrites ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        Execute("PRAGMA cache_size = -16000");
        Execute("PRAGMA temp_store = MEMORY");
        Execute("PRAGMA wal_autocheckpoint = 2000");
        Execute("PRAGMA journal_size_limit = 67108864");
        // What was deleted is overwritten where that costs no further page.
        Execute("PRAGMA secure_delete = FAST");
    }
}
