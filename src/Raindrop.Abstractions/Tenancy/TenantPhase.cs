namespace Raindrop.Tenancy;

/// <summary>Where a tenant is in its life. The names may stand in logs and metrics.</summary>
public enum TenantPhase
{
    /// <summary>It is being created, or its creation was cut off and is finished by the next run.</summary>
    Creating = 0,

    /// <summary>It has all of its own database.</summary>
    Active,

    /// <summary>It may not use its database, which is kept.</summary>
    Suspended,

    /// <summary>It is being deleted, or its deletion was cut off and is finished by the next run. There is no way back.</summary>
    Deleting,

    /// <summary>It is gone. Its id and the name of its database never come back.</summary>
    Deleted,
}
