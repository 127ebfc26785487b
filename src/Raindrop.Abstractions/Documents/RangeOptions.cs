namespace Raindrop.Documents;

/// <summary>How a range of ids is listed.</summary>
public sealed record RangeOptions
{
    /// <summary>Ids and revisions, ascending, without limit.</summary>
    public static RangeOptions Default { get; } = new();

    /// <summary>Ids, revisions and documents, ascending, without limit.</summary>
    public static RangeOptions WithDocuments { get; } = new() { IncludeDocuments = true };

    /// <summary>Whether each row carries its document, attachments as stubs.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludeDocuments { get; init; }

    /// <summary>Whether each document lists its conflicting revisions; needs <see cref="IncludeDocuments"/>.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludeConflicts { get; init; }

    /// <summary>Whether the rows come in falling order. The range's bounds keep their meaning.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Descending { get; init; }

    /// <summary>The greatest number of rows, 1 or more, or <see langword="null"/> for all.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public int? Limit { get; init; }
}
