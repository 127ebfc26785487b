namespace Raindrop.Tenancy;

/// <summary>What may remain of a deleted tenant, and where. The names are stored; none is ever given another meaning.</summary>
public enum TenantRemainderKind
{
    /// <summary>In the directory: its random id, and the random name of its database, so that neither comes back.</summary>
    DirectoryEntry = 0,

    /// <summary>In the directory, as ids of tombstones: keyed hashes of the identities that signed in to it.</summary>
    IdentityHashes,

    /// <summary>In the files of the directory's store, which cannot compact: replaced revisions of its entry, with keyed hashes of its identities.</summary>
    ReplacedRevisions,

    /// <summary>In the memory of hosts: its keys.</summary>
    KeysInMemory,

    /// <summary>In backups of the key store: its wrapped keys.</summary>
    KeyBackups,

    /// <summary>In the credential database, as ids of tombstones: the names of its credentials; and, where that store cannot compact, replaced records that nobody can open.</summary>
    CredentialNames,

    /// <summary>In the audit trail: what was asked of the vault, by names, purposes and times.</summary>
    AuditTrail,

    /// <summary>In a part of the host, as documented there.</summary>
    HostData,

    /// <summary>In the databases of grants, as ids of tombstones and in grants that are not swept yet: the tenant's random id.</summary>
    GrantRecords,
}
