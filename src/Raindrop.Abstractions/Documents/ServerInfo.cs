namespace Raindrop.Documents;

/// <summary>What a server says about itself.</summary>
public sealed record ServerInfo
{
    /// <summary>What it is: <c>Apache CouchDB</c>, <c>PouchDB</c>, <c>SQLite</c>.</summary>
    public required string Product { get; init; }

    /// <summary>Its version, as it says it.</summary>
    public required string Version { get; init; }

    /// <summary>What it can do of what not every server can.</summary>
    public required StoreCapabilities Capabilities { get; init; }
}
