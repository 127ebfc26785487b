namespace Raindrop.Credentials.Remote;

/// <summary>What comes back. A list is a response an item, and one that ends it.</summary>
internal sealed record WireResponse
{
    public WireInfo? Info { get; init; }

    /// <summary>The credential that was opened; its secrets follow.</summary>
    public WireCredential? Credential { get; init; }

    public bool IsDeleted { get; init; }

    public bool IsEnd { get; init; }

    public WireError? Error { get; init; }
}
