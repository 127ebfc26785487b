namespace Raindrop.Grants.Queue;

/// <summary>A grant that was presented, with what is to be written.</summary>
internal sealed record QueuedGrant
{
    public const string Schema = "rd.grant.queued";
    public const int SchemaVersion = 1;

    public required Grant Grant { get; init; }

    /// <summary>What was presented. Whoever executes verifies it again.</summary>
    public required string Token { get; init; }

    /// <summary>When, to the second, by the clock of the gateway.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>The canonical contents of the documents that are written, by id.</summary>
    public required IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Contents { get; init; }

    public string Key => GrantKeys.KeyOf(Grant);
}
