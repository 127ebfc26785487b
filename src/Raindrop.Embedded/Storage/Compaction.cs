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

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(5);

    /// <summary>Compacts a file.</summary>
    /// <param name="writes">Its writer.</param>
    /// <param name="patience">How long others are waited for.</param>
    /// <param name="time">The time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task RunAsync(WriteQueue writes, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        writes.RunAlone(Rewrite);
        var started = time.GetTimestamp();
        while (true)
        {
            var isEmpty = false;
            writes.RunAlone(connection => isEmpty = TryEmptyLog(connection));
            if (isEmpty) return;

            // SQLite itself waits for readers that began before and still read from the log, but not for the checkpoint of another process.
            if (time.GetElapsedTime(started) >= patience) throw StorageFailure.Create(raw.SQLITE_BUSY);
            await Task.Delay(BetweenAttempts, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Rewrite(Connection connection)
    {
        if (SizeOf(connection) > LargestInMemory) connection.Execute("PRAGMA temp_store = FILE");
        connection.Execute("VACUUM");
    }

    private static bool TryEmptyLog(Connection connection)
    {
        var checkpoint = connection["PRAGMA wal_checkpoint(TRUNCATE)"];
        checkpoint.Step();
        var isBusy = checkpoint.Flag(0);
        checkpoint.Reset();
        return !isBusy;
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
