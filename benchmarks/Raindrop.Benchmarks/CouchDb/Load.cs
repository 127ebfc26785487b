using System.Text;
using Raindrop.Documents;

namespace Raindrop.Benchmarks.CouchDb;

/// <summary>What is read and written.</summary>
internal static class Load
{
    public const string Database = "rd-speed";
    public const string Written = "rd-speed-written";
    public const int Documents = 30_000;
    public const int Batch = 500;
    public const int Batches = 20;
    private static int _series;

    public static string Id(int n) => $"rd.msg.email:2024-01-{n % 28:00}/{n:000000}";

    /// <summary>Batches of documents that were never written before.</summary>
    public static List<Document[]> NewBatches()
    {
        var series = Interlocked.Increment(ref _series);
        return [.. Enumerable.Range(0, Batches).Select(batch => Enumerable.Range(0, Batch).Select(n => Create($"s{series:000}-{batch:000}-{n:000}", n)).ToArray())];
    }

    public static Document Create(string id, int n) => new() { Id = id, Content = Body(n) };

    private static byte[] Body(int n) => Encoding.UTF8.GetBytes(
        $$"""{"rd_schema":"rd.msg.email","rd_schema_version":1,"from":["someone{{n}}@example.org"],"to":["a@example.org","b@example.org"],"subject":"About number {{n}}","timestamp":{{1_700_000_000 + n}},"flags":{"seen":true,"answered":false},"parts":[{"type":"text/plain","size":{{n}}}],"text":"{{new string('x', 380)}} \"quoted\" äöü {{new string('y', 300)}}"}""");
}
