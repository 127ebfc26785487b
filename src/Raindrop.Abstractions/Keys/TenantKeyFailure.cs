namespace Raindrop.Keys;

/// <summary>Why a tenant has no key to use.</summary>
public enum TenantKeyFailure
{
    /// <summary>The tenant is suspended; its key is kept.</summary>
    Suspended,

    /// <summary>The tenant's key was destroyed, for good.</summary>
    Shredded,

    /// <summary>The tenant never had a key; only administration asks for one that must be there.</summary>
    Missing,

    /// <summary>The tenant's key document was deleted or damaged by somebody else.</summary>
    Lost,

    /// <summary>The tenant's key document was written by a newer version of this library.</summary>
    NewerFormat,
}
