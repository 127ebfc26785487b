namespace Raindrop.CouchDb;

/// <summary>A Mango index over JSON fields.</summary>
public sealed record MangoIndex
{
    /// <summary>The name of the design document that holds it, after <c>_design/</c>.</summary>
    public required string DesignDocument { get; init; }

    /// <summary>The index's name.</summary>
    public required string Name { get; init; }

    /// <summary>The fields, in the order in which they sort; 1 or more.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Only documents that match this selector (a JSON object in UTF-8) are indexed; <see langword="null"/> for all.</summary>
    public ReadOnlyMemory<byte>? PartialFilter { get; init; }
}
