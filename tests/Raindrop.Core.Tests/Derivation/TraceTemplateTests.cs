using CsCheck;
using Raindrop.Derivation.Ledgers;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>What traces have in common is stored once a block. It must come back as it was, whatever stands beside it.</summary>
public sealed class TraceTemplateTests
{
    private const string Extension = "body";

    private static readonly Gen<string> Text = One("1-b", "2-c0ffee", "", "a b", "x\"y", "c\\d", "]]", "ü", "\",\"");

    private static readonly Gen<Trace> Traces =
        from version in One(0, 7, 8)
        from settings in One("ndPeRtQSCQuy", "other")
        from input in Text
        from outputs in Gen.Select(One("rd.body:k:body", "rd.body:other:body", "rd.text:k:body"), Text, Text, (id, revision, digest) => new TraceOutput(id, revision, digest)).Array[0, 2]
        from reads in Gen.Select(One("rd.pin:a"), Text, (prefix, digest) => new TraceRead(prefix, digest)).Array[0, 1]
        from hasFailed in Gen.Bool
        select new Trace(version, settings, input, outputs, reads, hasFailed ? new TraceFailure(DerivationFailure.ExtensionFailed, 3) : null);

    [Fact]
    public void A_block_of_any_traces_comes_back_as_it_was() => Traces.Array[1, 8].Sample(traces =>
    {
        List<string> keys = [.. traces.Select((_, i) => $"rd.msg:k{i}")];
        List<ReadOnlyMemory<byte>> values = [.. traces.Select((trace, i) => TraceCodec.Encode(trace, Extension, keys[i]))];

        var block = BlockCodec.Decode("", new Document { Id = "rd.trace:t/body:", Revision = "1-a", Content = BlockCodec.Encode(keys, values) });

        block.Keys.Should().Equal(keys);
        block.Values.Select(value => value.ToArray()).Should().BeEquivalentTo(values.Select(value => value.ToArray()), order => order.WithStrictOrdering());
    });

    [Fact]
    public void Usual_traces_take_a_third_less_than_they_would_alone()
    {
        List<string> keys = [.. Enumerable.Range(0, 250).Select(i => $"rd.msg:{i:d8}")];
        List<ReadOnlyMemory<byte>> values = [.. keys.Select((key, i) => TraceCodec.Encode(
            new Trace(7, "ndPeRtQSCQuy", $"1-{i:x32}", [new TraceOutput($"rd.body:{i:d8}:body", $"1-{i + 1000:x32}", "NBAmNiUipbJstPVlm0lnhA")], []), Extension, key))];

        var stored = BlockCodec.Encode(keys, values).Length;

        stored.Should().BeLessThan(values.Sum(value => value.Length) * 9 / 10);
        BlockCodec.Decode("", new Document { Id = "rd.trace:t/body:", Content = BlockCodec.Encode(keys, values) }).Values[249].ToArray().Should().Equal(values[249].ToArray());
    }

    private static Gen<T> One<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);
}
