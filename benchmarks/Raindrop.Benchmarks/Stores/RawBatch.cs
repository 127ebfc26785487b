using Raindrop.Documents;

namespace Raindrop.Benchmarks.Stores;

/// <summary>A batch of the least work: documents to read, and documents to write afterwards.</summary>
internal sealed record RawBatch(IReadOnlyList<string> Ids, IReadOnlyList<Document> Outputs)
{
    /// <summary>The ranges of ids that it reads, and of those that it replaces.</summary>
    public IReadOnlyList<IdRange> Ranges => Outputs.Count > 0 && Outputs[0].Revision is not null
        ? [RangeOf(Ids[0], Ids[^1]), RangeOf(Outputs[0].Id, Outputs[^1].Id)]
        : [RangeOf(Ids[0], Ids[^1])];

    /// <summary>Documents of a batch, and batches at once: what the pipeline uses too.</summary>
    public const int Size = 500;

    /// <summary>Batches at once.</summary>
    public const int AtOnce = 4;

    private static IdRange RangeOf(string first, string last) => new(first, last + "~");
}
