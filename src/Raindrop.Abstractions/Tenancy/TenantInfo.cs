namespace Raindrop.Tenancy;

/// <summary>What the directory knows of a tenant. Nothing in it identifies a user, but the name of the database is secret.</summary>
public sealed record TenantInfo
{
    /// <summary>The tenant.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required TenantPhase Phase { get; init; }

    /// <summary>Whether it may use its database, as a <see cref="TenantPrincipal"/> carries it: it is suspended unless it is active.</summary>
    public TenantState State => Phase == TenantPhase.Active ? TenantState.Active : TenantState.Suspended;

    /// <summary>The name of its database: random, and never to be shown to anybody.</summary>
    public required string Database { get; init; }

    /// <summary>When its creation began, to the second, by the clock of the host that began it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was suspended the last time, to the second, by the clock of the host that did, also where that is over; <see langword="null"/> where it never was.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>How many identities sign in to it.</summary>
    public required int Identities { get; init; }

    /// <summary>What was deleted and what remains; <see langword="null"/> unless it is deleted.</summary>
    public TenantDeletion? Deletion { get; init; }

    /// <summary>The tenant's id and phase; never the name of the database.</summary>
    public override string ToString() => $"Tenant {Tenant}, {Phase}";
}
