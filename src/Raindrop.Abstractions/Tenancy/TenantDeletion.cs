namespace Raindrop.Tenancy;

/// <summary>Says that a tenant was deleted, and what remains of it where and until when.</summary>
public sealed record TenantDeletion
{
    /// <summary>The tenant.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>When it was deleted, to the second, by the clock of the host that did.</summary>
    public required DateTimeOffset DeletedAt { get; init; }

    /// <summary>What remains, that which ends first first. Backups that the host makes by other means are not known here.</summary>
    public required IReadOnlyList<TenantRemainder> Remains { get; init; }
}
