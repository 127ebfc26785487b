namespace Raindrop.Credentials.Remote;

/// <summary>A call as it goes over the wire. The secrets of its credential follow in frames of their own.</summary>
internal sealed record WireRequest
{
    /// <summary>The version of the protocol. There is one.</summary>
    public const int CurrentProtocol = 1;

    public int Protocol { get; init; }

    public required WireCall Call { get; init; }

    public required string Tenant { get; init; }

    public string? Name { get; init; }

    public string? Purpose { get; init; }

    public string? Actor { get; init; }

    public string? Version { get; init; }

    public WireCredential? Credential { get; init; }
}
