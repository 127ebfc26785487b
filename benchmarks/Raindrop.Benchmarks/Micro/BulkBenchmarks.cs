using System.Text;
using BenchmarkDotNet.Attributes;
using Raindrop.Benchmarks.Load;
using Raindrop.CouchDb;
using Raindrop.Documents;

namespace Raindrop.Benchmarks.Micro;

/// <summary>Whole requests of 500 documents through the adapter, against answers from memory: everything but the server and the network.</summary>
[MemoryDiagnoser]
public class BulkBenchmarks : IDisposable
{
    private const int Batch = 500;
    private const int Rows = 10_000;
    private readonly CannedHandler _answers = new();
    private HttpClient _client = null!;
    private CouchDatabase _database = null!;
    private Document[] _documents = [];
    private DocumentReference[] _references = [];

    /// <summary>Makes the documents and the answers.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _documents = [.. Enumerable.Range(0, Batch).Select(n => Corpus.Document("bench.item", n, Corpus.UsualSize))];
        _references = [.. _documents.Select(document => new DocumentReference(document.Id))];
        var found = _documents.Select(document => $$$"""{"id":"{{{document.Id}}}","docs":[{"ok":{"_id":"{{{document.Id}}}","_rev":"{{{Corpus.Revision(1)}}}",{{{Encoding.UTF8.GetString(document.Content.Span)[1..]}}}}]}""");
        var written = _documents.Select(document => $$"""{"ok":true,"id":"{{document.Id}}","rev":"{{Corpus.Revision(1)}}"}""");
        var rows = Enumerable.Range(0, Rows).Select(n => $$"""{"seq":null,"id":"bench.item:{{Corpus.Key(n)}}","changes":[{"rev":"{{Corpus.Revision(1)}}"}]}""");
        _answers.Set("_bulk_get", $$"""{"results":[{{string.Join(",\n", found)}}]}""");
        _answers.Set("_bulk_docs", $"[{string.Join(",\n", written)}]");
        _answers.Set("_changes", $$"""{"results":[{{string.Join(",\n", rows)}}],"last_seq":"10000-x","pending":0}""");
        _client = new HttpClient(_answers);
        _database = new CouchServer(new CouchDbOptions { Endpoint = new Uri("http://localhost:5984/") }, () => _client, TimeProvider.System).GetDatabase("bench");
    }

    /// <summary>Ends the client.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _client?.Dispose();
        _answers.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Encodes 500 documents of 1 KB and reads what became of them.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public async Task<int> Write() => (await _database.BulkWriteAsync(_documents)).Count;

    /// <summary>Reads 500 documents of 1 KB.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public async Task<int> Read() => await _database.BulkReadAsync(_references).CountAsync();

    /// <summary>Reads 10,000 rows of a feed.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public async Task<int> ReadFeed() => await _database.ReadChanges(new ChangesOptions { SequenceInterval = 1000 }).CountAsync();
}
