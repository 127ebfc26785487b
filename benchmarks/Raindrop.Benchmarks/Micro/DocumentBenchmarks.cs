using System.Text;
using BenchmarkDotNet.Attributes;
using Raindrop.Benchmarks.Load;
using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.Benchmarks.Micro;

/// <summary>One document of 1 KB: out of an answer, into a request, and its check.</summary>
[MemoryDiagnoser]
public class DocumentBenchmarks
{
    private Document _document = null!;
    private byte[] _stored = null!;

    /// <summary>Makes the document.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _document = Corpus.Document("bench.item", 42, Corpus.UsualSize);
        _stored = [.. Encoding.UTF8.GetBytes($"{{\"_id\":\"{_document.Id}\",\"_rev\":\"{Corpus.Revision(1)}\","), .. _document.Content.Span[1..]];
    }

    /// <summary>Cuts the body out of what CouchDB sends.</summary>
    [Benchmark]
    public Document Parse() => DocumentJson.Parse(_stored);

    /// <summary>Writes the document for CouchDB.</summary>
    [Benchmark]
    public long Write()
    {
        using var body = new RequestBody();
        DocumentWriting.Write(body, _document);
        return body.Length;
    }

    /// <summary>Checks the rules that every body obeys.</summary>
    [Benchmark]
    public void Validate() => DocumentContent.Validate(_document.Id, _document.Content);
}
