using Raindrop.Tenancy;

namespace Raindrop.Credentials;

/// <summary>What is to be noted in the audit trail. All of it is stored in the clear, so it holds opaque ids and labels only.</summary>
public sealed record AuditNote
{
    /// <summary>The tenant.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Who asked, see <see cref="CredentialAccess.Actor"/>.</summary>
    public required string Actor { get; init; }

    /// <summary>What was asked.</summary>
    public required AuditAction Action { get; init; }

    /// <summary>What came of it.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>The credential's name.</summary>
    public required string Name { get; init; }

    /// <summary>What for, or <see langword="null"/> where the call names no purpose.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? Purpose { get; init; }

    /// <summary>The number of the entry with <see cref="AuditOutcome.Requested"/> whose end this is, or <see langword="null"/>.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public long? Request { get; init; }
}
