namespace Raindrop.CouchDb;

/// <summary>What is replicated.</summary>
public sealed record ReplicationRequest
{
    /// <summary>Where the documents come from.</summary>
    public required ReplicationPeer Source { get; init; }

    /// <summary>Where they go.</summary>
    public required ReplicationPeer Target { get; init; }

    /// <summary>Whether the target is created where it does not exist.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool CreateTarget { get; init; }

    /// <summary>Only these documents, or <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? DocumentIds { get; init; }
}
