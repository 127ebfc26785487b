namespace Raindrop.Tenancy;

/// <summary>Who may do an operation. The default is nobody.</summary>
public enum OperationAccess
{
    /// <summary>Nobody through the gateway, whatever CouchDB would answer to a member of the database.</summary>
    Refused = 0,

    /// <summary>The tenant whose database it is.</summary>
    Tenant = 1,

    /// <summary>Anybody: the answer is the same for all, and no database is asked.</summary>
    Anyone = 2,
}
