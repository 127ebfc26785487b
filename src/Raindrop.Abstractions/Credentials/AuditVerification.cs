using Raindrop.Tenancy;

namespace Raindrop.Credentials;

/// <summary>What verifying a tenant's audit trail found.</summary>
public sealed record AuditVerification
{
    /// <summary>The greatest number of flaws that are listed one by one.</summary>
    public const int MaxFlaws = 100;

    /// <summary>The tenant.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>How many entries there are.</summary>
    public required long Entries { get; init; }

    /// <summary>
    /// How many of them stand beside another one of the same number, because two hosts wrote at once to a cluster whose nodes had not spoken with each
    /// other. Nothing is lost by that, and it is no flaw; on a single node there are none.
    /// </summary>
    public required long Forks { get; init; }

    /// <summary>The last entry. Keep it elsewhere to compare with it later.</summary>
    public required AuditHead Head { get; init; }

    /// <summary>How many flaws there are.</summary>
    public required long FlawCount { get; init; }

    /// <summary>The flaws in the order of their numbers, the first <see cref="MaxFlaws"/> of them.</summary>
    public required IReadOnlyList<AuditFlaw> Flaws { get; init; }

    /// <summary>Whether every entry follows from the one before it, and from the head that was compared with. It does not tell whether entries were cut off at the end after that head.</summary>
    public bool IsIntact => FlawCount == 0;
}
