namespace Raindrop.Keys;

/// <summary>What a key that is derived from a tenant's key is for. Keys of different purposes tell nothing of each other.</summary>
public enum KeyPurpose
{
    /// <summary>Seals the tenant's credentials.</summary>
    Credentials,

    /// <summary>Encrypts the tenant's backups, so that they are shredded with the tenant.</summary>
    Backup,

    /// <summary>Protects the tenant's metrics.</summary>
    Metrics,
}
