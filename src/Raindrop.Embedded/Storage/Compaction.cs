using SQLitePCL;

namespace Raindrop.Embedded.Storage;

/// <summary>
/// Writes the file anew without what was replaced or deleted, and empties the write-ahead log. While a database is in use its log is written from
/// the start again without being cleared, and pages set free keep their bytes.
/// </summary>
internal static class Compaction
{
    /// <summary>Up to this size the copy is made in memory, so that no temporary file holds what is in the database.</summary>
    private const long LargestInMemory = 64 << 20;

    public static void Run(Connection connection)
    {
        if (SizeOf(connection) > LargestInMemory) connection.Execute("PRAGMA temp_store = FILE");
        connection.Execute("VACUUM");
        var checkpoint = connection["PRAGMA wal_checkpoint(TRUNCATE)"];
        checkpoint.Step();
        var isBusy = checkpoint.Flag(0);
        checkpoint.Reset();
        // A reader that began before still reads from the log.
        if (isBusy) throw StorageFailure.Create(raw.SQLITE_BUSY);
    }

    private static long SizeOf(Connection connection)
    {
        var statement = connection["SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"];
        statement.Step();
        var size = statement.Number(0);
        statement.Reset();
        return size;
    }
}
