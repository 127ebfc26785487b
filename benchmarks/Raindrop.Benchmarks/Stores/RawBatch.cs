using Raindrop.Documents;

namespace Raindrop.Benchmarks.Stores;

/// <summary>A batch of the least work: documents to read, and documents to write afterwards.</summary>
internal sealed record RawBatch(IReadOnlyList<string> Ids, IReadOnlyList<Document> Outputs)
{
    /// <summary>Documents of a batch, and batches at once: what the pipeline uses too.</summary>
    public const int Size = 500;

    /// <summary>Batches at once.</summary>
    public const int AtOnce = 4;
}
