using Raindrop.Benchmarks.Load;
using Raindrop.Benchmarks.Stores;
using Raindrop.Documents;

namespace Raindrop.Benchmarks.Scenarios;

/// <summary>Puts together what a pass has to read and write.</summary>
internal static class RawBatches
{
    /// <param name="pipeline">Says what is written.</param>
    /// <param name="bodies">The source documents, in the order of <paramref name="sources"/>.</param>
    /// <param name="sources">Their ids and revisions.</param>
    /// <param name="outputs">Revisions of the outputs that are there, by id.</param>
    public static IReadOnlyList<RawBatch> Of(Pipeline pipeline, IEnumerable<Document> bodies, IReadOnlyList<DocumentReference> sources, IReadOnlyDictionary<string, string> outputs) =>
        [.. sources.Zip(bodies).Chunk(RawBatch.Size).Select(chunk => new RawBatch(
            [.. chunk.Select(pair => pair.First.Id)],
            [.. chunk.Select(pair => OutputOf(pipeline, pair.First, pair.Second, outputs))]))];

    /// <summary>Reads alone.</summary>
    public static IReadOnlyList<RawBatch> OfReads(IReadOnlyList<DocumentReference> sources) =>
        [.. sources.Chunk(RawBatch.Size).Select(chunk => new RawBatch([.. chunk.Select(source => source.Id)], []))];

    private static Document OutputOf(Pipeline pipeline, DocumentReference source, Document body, IReadOnlyDictionary<string, string> outputs)
    {
        var output = pipeline.OutputOf(source, body, null);
        return outputs.TryGetValue(output.Id, out var revision) ? pipeline.OutputOf(source, body, revision) : output;
    }
}
