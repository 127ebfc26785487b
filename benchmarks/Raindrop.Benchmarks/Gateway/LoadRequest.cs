using System.Text;

namespace Raindrop.Benchmarks.Gateway;

/// <summary>A request that is measured.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Method">The method.</param>
/// <param name="Rest">The target below the database.</param>
/// <param name="Body">The body; empty for none.</param>
/// <param name="Passes">Whether its body passes uninspected, so that the gateway is held to its limit.</param>
internal sealed record LoadRequest(string Name, string Method, string Rest, string Body, bool Passes)
{
    private const int Documents = 100;

    /// <summary>All that are measured.</summary>
    public static IReadOnlyList<LoadRequest> All { get; } =
    [
        new("GET document, 1 KB", "GET", "/doc", "", Passes: true),
        new("GET attachment, 256 KB", "GET", "/doc/file.bin", "", Passes: true),
        new("GET _changes, 1,000 rows", "GET", "/_changes?limit=1000", "", Passes: true),
        new("GET _all_docs, 1,000 rows", "GET", "/_all_docs?limit=1000", "", Passes: true),
        new("POST _bulk_docs, 100 × 1 KB", "POST", "/_bulk_docs", BulkDocs, Passes: false),
        new("POST _revs_diff, 100 ids", "POST", "/_revs_diff", RevsDiff, Passes: false),
    ];

    private static string BulkDocs => $$"""{"docs":[{{string.Join(',', Enumerable.Range(0, Documents).Select(n => $$"""{"_id":"bulk-{{n:d4}}","_rev":"1-967a00dff5e02add41819138abb3284d","text":"{{new string('a', 1000)}}"}"""))}}],"new_edits":false}""";

    private static string RevsDiff => $"{{{string.Join(',', Enumerable.Range(0, Documents).Select(n => $"\"bulk-{n:d4}\":[\"1-967a00dff5e02add41819138abb3284d\"]"))}}}";

    /// <summary>The request as bytes.</summary>
    /// <param name="database">The target of the database.</param>
    /// <param name="proof">The header that says who calls.</param>
    public byte[] Write(string database, string proof) => Encoding.ASCII.GetBytes(
        $"{Method} {database}{Rest} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nUser-Agent: load\r\nAccept-Language: en\r\nSec-Fetch-Site: same-origin\r\n{proof}\r\n{(Body.Length > 0 ? $"Content-Type: application/json\r\nContent-Length: {Body.Length}\r\n" : "")}\r\n{Body}");
}
