using Raindrop.Tenancy;

namespace Raindrop.Keys;

/// <summary>How far the rotation of a tenant's key is.</summary>
public sealed record TenantKeyRotation
{
    /// <summary>The tenant.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The current key's id.</summary>
    public required string KeyId { get; init; }

    /// <summary>Whether the current key was made by this call; <see langword="false"/> where the call finished a rotation that was begun before. To have a new key in any case, rotate once more.</summary>
    public bool IsNewKey { get; init; }

    /// <summary>Records that were sealed again by this call.</summary>
    public long Resealed { get; init; }

    /// <summary>Records that still need an older key.</summary>
    public long Left { get; init; }

    /// <summary>Records that open under no key: damaged, or not the tenant's.</summary>
    public long Unreadable { get; init; }

    /// <summary>Whether the older keys are dropped; <see langword="false"/> while a rotation goes on, and at its end where records are left: rotate again later.</summary>
    public bool IsComplete { get; init; }
}
