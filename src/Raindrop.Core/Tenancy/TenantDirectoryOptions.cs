namespace Raindrop.Tenancy;

/// <summary>How tenants are kept and created. Checked when the host starts.</summary>
public sealed class TenantDirectoryOptions
{
    /// <summary>The name of the directory's own database.</summary>
    /// <value>Default: <c>raindrop-tenants</c>.</value>
    public string Database { get; set; } = "raindrop-tenants";

    /// <summary>Whether the host creates the directory's database where it is missing, and closes it to all but administrators where the store has access rules and it is open.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CreatesDatabase { get; set; } = true;

    /// <summary>The number of shards of a tenant's database. Each costs a file handle and memory, so many small tenants want few. It cannot be changed later.</summary>
    /// <value>Default: 1. 1 to 8.</value>
    public int Shards { get; set; } = 1;

    /// <summary>The number of copies of each shard, or <see langword="null"/> for the server's default.</summary>
    /// <value>Default: <see langword="null"/>. 1 to 8.</value>
    public int? Replicas { get; set; }

    /// <summary>The name of the account by which a gateway asks for all tenants, where it does so: it is a second member of each active tenant's database. <see cref="ITenantDirectory.RepairAsync"/> brings existing databases in line.</summary>
    /// <value>Default: <see langword="null"/>: the tenant's id is the only member.</value>
    public string? ServiceAccount { get; set; }

    /// <summary>How old the proof of an identity may be for which another one is linked.</summary>
    /// <value>Default: 5 minutes. 10 seconds to 1 hour.</value>
    public TimeSpan LinkWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the host looks for creations and deletions that were cut off and finishes them, the first time when it starts; <see langword="null"/> where another host does.</summary>
    /// <value>Default: 10 minutes. 10 seconds to 1 day.</value>
    public TimeSpan? FinishEvery { get; set; } = TimeSpan.FromMinutes(10);
}
