namespace Raindrop.Tenancy;

/// <summary>Why the directory did not do what was asked.</summary>
public enum TenantDirectoryFailure
{
    /// <summary>There is no such tenant.</summary>
    Missing,

    /// <summary>The tenant is deleted, or is being deleted.</summary>
    Deleted,

    /// <summary>The tenant may not use its database now: it is suspended, or its creation is not finished.</summary>
    NotActive,

    /// <summary>The identity signs in to another tenant.</summary>
    IdentityTaken,

    /// <summary>A proof of an identity is too old, or from the future.</summary>
    ProofExpired,

    /// <summary>The identity that was proved as the tenant's does not sign in to it.</summary>
    ProofMismatch,

    /// <summary>The tenant has as many identities as it may have.</summary>
    TooManyIdentities,

    /// <summary>The tenant's database is gone, though nobody asked the directory to delete it.</summary>
    DatabaseLost,

    /// <summary>The tenant's entry was damaged or deleted by somebody else.</summary>
    EntryLost,

    /// <summary>The tenant's entry was written by a newer version of this library.</summary>
    NewerFormat,
}
