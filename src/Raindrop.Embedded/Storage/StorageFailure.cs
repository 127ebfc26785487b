using Raindrop.Documents;
using SQLitePCL;

namespace Raindrop.Embedded.Storage;

/// <summary>What SQLite's result codes mean to the caller. SQLite's own messages can quote paths, which name databases, so they are not carried over.</summary>
internal static class StorageFailure
{
    private const int Primary = 0xff;

    public static DocumentStoreException Create(int code) => (code & Primary) switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new StoreUnavailableException("Another process holds the database's write lock: try again, or raise EmbeddedOptions.LockTimeout."),
        raw.SQLITE_FULL => new StoreUnavailableException("The disk is full: free space and try again. Nothing was written."),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => new StoreForbiddenException("The database file cannot be written: check the permissions of the folder and its files."),
        raw.SQLITE_CANTOPEN => new StoreUnavailableException("The database file cannot be opened: check that its folder exists, who may read it, and how many files may be open."),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new StoreProtocolException("The database file is damaged or is no database: restore it from a backup."),
        raw.SQLITE_TOOBIG => new DocumentTooLargeException(),
        _ => new StoreUnavailableException($"The database file could not be read or written (SQLite result {code}): check the disk, and try again."),
    };

    public static DocumentStoreException NewerFormat() =>
        new StoreProtocolException("The database file was written by a newer version of this library: update it. Nothing was changed.");
}
