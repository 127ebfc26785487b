using BenchmarkDotNet.Attributes;
using Raindrop.Benchmarks.Load;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Benchmarks.Micro;

/// <summary>What a derived document of 1 KB costs on its way: its digest, its envelope written and read.</summary>
[MemoryDiagnoser]
public class EnvelopeBenchmarks
{
    private readonly SortedDictionary<string, EmittedAttachment> _noAttachments = [];
    private DocumentEnvelope _envelope;
    private ReadOnlyMemory<byte> _payload;
    private ReadOnlyMemory<byte> _stored;

    /// <summary>Makes the document.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var source = Corpus.Document("bench.item", 42, Corpus.UsualSize);
        _payload = DocumentEnvelope.PayloadOf(source.Content);
        _envelope = new DocumentEnvelope
        {
            Schema = "bench.copy",
            SchemaVersion = 1,
            Key = "00000042",
            Extension = "bench.copy",
            ExtensionVersion = 3,
            SourceId = source.Id,
            SourceRevision = Corpus.Revision(1),
            Digest = EmissionDigest.Of(1, 50, _payload.Span, _noAttachments),
        };
        _stored = EnvelopeWriter.Compose(_envelope, _payload.Span);
    }

    /// <summary>The digest that decides whether an output changed.</summary>
    [Benchmark]
    public string Digest() => EmissionDigest.Of(1, 50, _payload.Span, _noAttachments);

    /// <summary>Puts the envelope before the payload.</summary>
    [Benchmark]
    public ReadOnlyMemory<byte> Write() => EnvelopeWriter.Compose(_envelope, _payload.Span);

    /// <summary>Reads the envelope.</summary>
    [Benchmark]
    public bool Read() => DocumentEnvelope.TryRead(_stored.Span, out _);

    /// <summary>Takes the envelope off.</summary>
    [Benchmark]
    public ReadOnlyMemory<byte> Payload() => DocumentEnvelope.PayloadOf(_stored);
}
