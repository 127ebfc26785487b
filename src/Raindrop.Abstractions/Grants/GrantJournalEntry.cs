using Raindrop.Tenancy;

namespace Raindrop.Grants;

/// <summary>What came of a grant in a tenant's database. It holds nothing of any document.</summary>
public sealed record GrantJournalEntry
{
    /// <summary>The tenant.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The grant.</summary>
    public required GrantId Grant { get; init; }

    /// <summary>The release.</summary>
    public required string Release { get; init; }

    /// <summary>The release's number.</summary>
    public required long Sequence { get; init; }

    /// <summary>How many documents the grant names.</summary>
    public required int Documents { get; init; }

    /// <summary>When the grant was issued, to the second.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it was presented, to the second.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When this was decided, to the second.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>What came of it.</summary>
    public required GrantOutcome Outcome { get; init; }

    /// <summary>Why it was refused.</summary>
    public GrantRefusal Refusal { get; init; }
}
