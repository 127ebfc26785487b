namespace Raindrop.Keys;

/// <summary>Why a tenant has no key to use.</summary>
public enum TenantKeyFailure
{
    /// <summary>The tenant is suspended; its key is kept.</summary>
    Suspended,

    /// <summary>The tenant's key was destroyed, for good.</summary>
    Shredded,
}
