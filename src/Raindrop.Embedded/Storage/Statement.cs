using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Raindrop.Embedded.Storage;

/// <summary>A prepared statement, used through spans: nothing is boxed, and text stays UTF-8.</summary>
internal sealed class Statement : IDisposable
{
    private const int OnStack = 256;
    private readonly sqlite3_stmt _statement;

    public Statement(sqlite3 database, string sql)
    {
        var code = raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement);
        if (code != raw.SQLITE_OK) throw StorageFailure.Create(code);
    }

    /// <summary>Whether it stands on a row, and so keeps a transaction open.</summary>
    public bool IsActive { get; private set; }

    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    public Statement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    /// <summary>Binds text as its UTF-8 bytes, whose order SQLite keeps; <see langword="null"/> as such.</summary>
    public Statement Bind(int index, string? text)
    {
        if (text is null) return BindNull(index);
        var longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = longest > OnStack ? ArrayPool<byte>.Shared.Rent(longest) : null;
        Span<byte> bytes = rented ?? stackalloc byte[OnStack];
        try
        {
            return Bind(index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        }
        finally
        {
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Goes to the next row; after the last one it is ready to run again.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW) return IsActive = true;
        Reset();
        return code == raw.SQLITE_DONE ? false : throw StorageFailure.Create(code);
    }

    /// <summary>Runs a statement that gives no rows that matter.</summary>
    public void Run()
    {
        while (Step())
        {
            // A pragma answers with a row.
        }
    }

    /// <summary>Leaves the rows that were not read.</summary>
    public void Reset()
    {
        IsActive = false;
        raw.sqlite3_reset(_statement);
    }

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public bool Flag(int column) => Number(column) != 0;

    /// <summary>The bytes of a column, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public void Dispose() => _statement.Dispose();

    private static void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw StorageFailure.Create(code);
    }
}
