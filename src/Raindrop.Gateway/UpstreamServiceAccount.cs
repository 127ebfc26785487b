namespace Raindrop.Gateway;

/// <summary>One account of CouchDB by which the gateway asks for all tenants, where CouchDB cannot be made to check tokens.</summary>
/// <remarks>
/// There is no second lock then: a fault of the gateway or of the host's routes that asks for another's database is answered. The host warns of
/// it at each start. The account must be no administrator of the server, and a member of every tenant's database
/// (<see cref="Tenancy.TenantDirectoryOptions.ServiceAccount"/>).
/// </remarks>
public sealed class UpstreamServiceAccount
{
    /// <summary>The account's name.</summary>
    /// <value>Required; without a colon.</value>
    public string? Name { get; set; }

    /// <summary>The account's password.</summary>
    /// <value>Required.</value>
    public string? Password { get; set; }

    /// <summary>Nothing of the account.</summary>
    public override string ToString() => nameof(UpstreamServiceAccount);
}
