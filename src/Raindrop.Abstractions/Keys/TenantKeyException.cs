using Raindrop.Tenancy;

namespace Raindrop.Keys;

/// <summary>A tenant has no key to use.</summary>
public sealed class TenantKeyException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="failure">Why.</param>
    public TenantKeyException(TenantId tenant, TenantKeyFailure failure)
        : base(MessageOf(failure)) => (Tenant, Failure) = (tenant, failure);

    /// <summary>The tenant.</summary>
    public TenantId Tenant { get; }

    /// <summary>Why.</summary>
    public TenantKeyFailure Failure { get; }

    private static string MessageOf(TenantKeyFailure failure) => failure switch
    {
        TenantKeyFailure.Suspended => "The tenant is suspended: resume it to use its keys.",
        TenantKeyFailure.Shredded => "The tenant's key was destroyed: what it sealed cannot be read again by anybody.",
        TenantKeyFailure.Missing => "The tenant has no key: create one, or check the tenant's id.",
        TenantKeyFailure.NewerFormat => "The tenant's key document was written by a newer version of this library: update this host. Nothing was changed.",
        _ => "The tenant's key document was deleted or damaged: restore the key store from a backup.",
    };
}
