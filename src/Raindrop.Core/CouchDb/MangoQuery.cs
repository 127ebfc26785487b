namespace Raindrop.CouchDb;

/// <summary>A Mango query.</summary>
public sealed record MangoQuery
{
    /// <summary>Which documents are found: a JSON object in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Selector { get; init; }

    /// <summary>The fields by which the documents are sorted, which an index must cover; empty for the index's own order.</summary>
    public IReadOnlyList<string> Sort { get; init; } = [];

    /// <summary>Whether they are sorted in falling order.</summary>
    public bool Descending { get; init; }

    /// <summary>The design document, after <c>_design/</c>, whose index is to be used; <see langword="null"/> for the server's choice.</summary>
    public string? UseIndex { get; init; }

    /// <summary>The greatest number of documents, 1 or more; <see langword="null"/> for all.</summary>
    public int? Limit { get; init; }

    /// <summary>How many documents are asked for at once.</summary>
    /// <value>Default: 500. 1 or more.</value>
    public int PageSize { get; init; } = 500;
}
