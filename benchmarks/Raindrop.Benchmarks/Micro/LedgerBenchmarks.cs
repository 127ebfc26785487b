using BenchmarkDotNet.Attributes;
using Raindrop.Benchmarks.Load;
using Raindrop.Derivation.Ledgers;
using Raindrop.Documents;

namespace Raindrop.Benchmarks.Micro;

/// <summary>The bookkeeping: one trace, and a block of 256.</summary>
[MemoryDiagnoser]
public class LedgerBenchmarks
{
    private const string Extension = "bench.copy";
    private readonly Trace _trace = new(3, "AbCdEfGhIjKl", Corpus.Revision(1), [new TraceOutput("bench.copy:00000042:bench.copy", Corpus.Revision(2), "0123456789abcdefghijkl")], []);
    private ReadOnlyMemory<byte> _encoded;
    private List<string> _keys = [];
    private List<ReadOnlyMemory<byte>> _values = [];
    private Document _block = null!;

    /// <summary>Makes the block.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _encoded = TraceCodec.Encode(_trace, Extension, "bench.item:00000042");
        _keys = [.. Enumerable.Range(0, LedgerFormat.BlockCapacity).Select(n => $"bench.item:{Corpus.Key(n)}")];
        _values = [.. _keys.Select(_ => _encoded)];
        _block = new Document { Id = "rd.trace:t/bench.copy:", Revision = Corpus.Revision(1), Content = BlockCodec.Encode(_keys, _values) };
    }

    /// <summary>Writes a trace.</summary>
    [Benchmark]
    public ReadOnlyMemory<byte> EncodeTrace() => TraceCodec.Encode(_trace, Extension, "bench.item:00000042");

    /// <summary>Reads a trace.</summary>
    [Benchmark]
    public object DecodeTrace() => TraceCodec.Decode(_encoded, Extension, "bench.item:00000042");

    /// <summary>Writes a block of 256 traces.</summary>
    [Benchmark]
    public ReadOnlyMemory<byte> EncodeBlock() => BlockCodec.Encode(_keys, _values);

    /// <summary>Reads a block of 256 traces.</summary>
    [Benchmark]
    public object DecodeBlock() => BlockCodec.Decode("", _block);
}
