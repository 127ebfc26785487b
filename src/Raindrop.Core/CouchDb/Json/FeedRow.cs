namespace Raindrop.CouchDb.Json;

/// <summary>A row of a feed: an item, the feed's end, or the server's failure.</summary>
internal readonly struct FeedRow<T>
{
    public T Item { get; init; }

    /// <summary>The sequence that ends the feed; <see langword="null"/> if this is not the end.</summary>
    public string? LastSequence { get; init; }

    public bool IsFailure { get; init; }
}
