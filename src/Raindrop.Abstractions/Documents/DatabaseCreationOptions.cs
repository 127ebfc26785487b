namespace Raindrop.Documents;

/// <summary>How a database is created. Stores without shards or replicas ignore both.</summary>
public sealed record DatabaseCreationOptions
{
    /// <summary>The number of shards, 1 or more, or <see langword="null"/> for the server's default. Small tenants want 1 or 2: each shard costs a file handle.</summary>
    public int? Shards { get; init; }

    /// <summary>The number of copies of each shard, 1 or more, or <see langword="null"/> for the server's default.</summary>
    public int? Replicas { get; init; }
}
