namespace Raindrop.Tenancy;

/// <summary>The directory of tenants did not do what was asked. Where the store or the key provider fails, their own exceptions say so.</summary>
public sealed class TenantDirectoryException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="tenant">The tenant, or the default value where it is not known or not to be told.</param>
    public TenantDirectoryException(TenantDirectoryFailure failure, TenantId tenant = default)
        : base(MessageOf(failure)) => (Failure, Tenant) = (failure, tenant);

    /// <summary>Why.</summary>
    public TenantDirectoryFailure Failure { get; }

    /// <summary>The tenant, or the default value.</summary>
    public TenantId Tenant { get; }

    private static string MessageOf(TenantDirectoryFailure failure) => failure switch
    {
        TenantDirectoryFailure.Missing => "There is no such tenant: check its id.",
        TenantDirectoryFailure.Deleted => "The tenant is deleted, or is being deleted, for good: create a new one.",
        TenantDirectoryFailure.NotActive => "The tenant may not use its database now: resume it, or let its creation finish.",
        TenantDirectoryFailure.IdentityTaken => "The identity signs in to another tenant: delete that one first, or sign in with another identity.",
        TenantDirectoryFailure.ProofExpired => "An identity was proved too long ago, or in the future: let the user sign in with both again, and check the clocks.",
        TenantDirectoryFailure.ProofMismatch => "The first identity does not sign in to this tenant: let the user sign in with one that does.",
        TenantDirectoryFailure.TooManyIdentities => "The tenant has as many identities as a tenant may have: no other can be linked.",
        TenantDirectoryFailure.DatabaseLost => "The tenant's database is gone: restore it from a backup, or delete the tenant.",
        TenantDirectoryFailure.NewerFormat => "The tenant's entry was written by a newer version of this library: update this host. Nothing was changed.",
        _ => "The tenant's entry in the directory was damaged or deleted by somebody else: restore the directory from a backup.",
    };
}
