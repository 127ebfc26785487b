namespace Raindrop.Benchmarks.CouchDb;

/// <summary>Four pieces of work at a time.</summary>
internal static class AtOnce
{
    public static async Task<int> SumAsync(int count, Func<int, Task<int>> work)
    {
        var sum = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (index, _) => Interlocked.Add(ref sum, await work(index)));
        return sum;
    }
}
