using Raindrop.TestServers;

namespace Raindrop.Benchmarks.CouchDb;

/// <summary>
/// The adapter beside an HttpClient that sends and receives the same bytes and does nothing with them, on a CouchDB of its own. Both share
/// the machine with the server, so what the adapter costs shows in the rate. Rounds alternate; medians count.
/// </summary>
internal static class AdapterSpeed
{
    private const int Rounds = 7;

    public static async Task RunAsync()
    {
        await using var server = await RealServers.StartApacheCouchDbAsync();
        using var adapter = new AdapterWork(server);
        using var bare = new BareWork(server);
        await adapter.PrepareAsync();
        Console.WriteLine($"{server.Product} {server.Version}, {Load.Documents} documents of 1 KB, {Rounds} rounds, rows or documents a second");
        Console.WriteLine($"{"",-28}{"adapter",12}{"bare",12}{"ratio",8}{"µs CPU",12}{"bare",12}");
        await CompareAsync("feed", adapter.ReadFeedAsync, bare.ReadFeedAsync);
        await CompareAsync("feed with documents", adapter.ReadFeedWithDocumentsAsync, bare.ReadFeedWithDocumentsAsync);
        await CompareAsync("range", adapter.ReadRangeAsync, bare.ReadRangeAsync);
        await CompareAsync("bulk read of 500", adapter.BulkReadAsync, bare.BulkReadAsync);
        await CompareAsync("bulk read of 500, 4 at once", adapter.BulkReadAtOnceAsync, bare.BulkReadAtOnceAsync);
        adapter.PrepareWrites(2 * (Rounds + 1));
        bare.PrepareWrites(2 * (Rounds + 1));
        await CompareAsync("bulk write of 500", adapter.BulkWriteAsync, bare.BulkWriteAsync);
        await CompareAsync("bulk write of 500, 4 at once", adapter.BulkWriteAtOnceAsync, bare.BulkWriteAtOnceAsync);
    }

    private static async Task CompareAsync(string name, Func<Task<int>> adapter, Func<Task<int>> bare)
    {
        await adapter();
        await bare();
        var rounds = new List<(Sample Adapter, Sample Bare)>();
        for (var round = 0; round < Rounds; round++)
        {
            // Who goes first alternates too: the second one finds warmer caches.
            var first = await Sample.TakeAsync(round % 2 == 0 ? adapter : bare);
            var second = await Sample.TakeAsync(round % 2 == 0 ? bare : adapter);
            rounds.Add(round % 2 == 0 ? (first, second) : (second, first));
        }

        double Median(Func<(Sample Adapter, Sample Bare), double> value) => rounds.Select(value).Order().ElementAt(Rounds / 2);
        Console.WriteLine($"{name,-28}{Median(r => r.Adapter.Rate),12:N0}{Median(r => r.Bare.Rate),12:N0}{Median(r => r.Adapter.Rate / r.Bare.Rate),8:F2}{Median(r => r.Adapter.Cpu),12:F2}{Median(r => r.Bare.Cpu),12:F2}");
    }
}
