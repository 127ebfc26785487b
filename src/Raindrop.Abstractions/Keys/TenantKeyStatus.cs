using Raindrop.Tenancy;

namespace Raindrop.Keys;

/// <summary>What is known of a tenant's keys without unwrapping them.</summary>
public sealed record TenantKeyStatus
{
    /// <summary>The tenant.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Whether its keys may be used.</summary>
    public required TenantKeyState State { get; init; }

    /// <summary>Its keys, the current one first, then those that a rotation has not dropped yet. Empty once shredded, and where the document is unreadable.</summary>
    public required IReadOnlyList<TenantKeyInfo> Keys { get; init; }

    /// <summary>The receipt of its shredding, <see langword="null"/> where it was not shredded.</summary>
    public ShredReceipt? Shredding { get; init; }
}
