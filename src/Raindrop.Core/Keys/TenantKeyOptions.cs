namespace Raindrop.Keys;

/// <summary>How the keys of tenants are held and backed up. Checked when the host starts.</summary>
public sealed class TenantKeyOptions
{
    /// <summary>
    /// How long what was read of a tenant's keys counts before the store is asked again. A suspension, rotation or shredding reaches this host within
    /// this time; where the store cannot be asked, the host gives no key after it.
    /// </summary>
    /// <value>
    /// Default: 0.8 seconds, so that a key in memory is not used a second after a suspension. 0.1 to 45 seconds: the rest of <see cref="ITenantKeyStore.PropagationBound"/> is for
    /// credentials that are open for a batch of an extension's runs.
    /// </value>
    public TimeSpan FreshFor { get; set; } = TimeSpan.FromMilliseconds(800);

    /// <summary>
    /// How long a key that the provider has unwrapped is used before the provider is asked again, so that a provider that no longer unwraps is noticed.
    /// A key of a tenant that nobody asks for leaves the memory within <see cref="ITenantKeyStore.PropagationBound"/> in any case.
    /// </summary>
    /// <value>Default: 10 minutes. 1 second to 1 day.</value>
    public TimeSpan UnwrapAgainAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The number of tenants whose keys are held in memory at most; those used last are.</summary>
    /// <value>Default: 1,000. 1 to 1,000,000.</value>
    public int CachedTenants { get; set; } = 1000;

    /// <summary>
    /// The file of the keys that backups of the key store are encrypted under, of mode 0600. It is made when it is first needed. Keep it in no backup:
    /// a copy of it undoes shredding. All hosts that shred, back up or restore use one and the same file.
    /// </summary>
    /// <value>Default: <see langword="null"/>: this host does not shred, back up or restore.</value>
    public string? BackupKeyFile { get; set; }

    /// <summary>How long after it was made a key of backups is destroyed at the latest. A new one is made for the first backup of each day.</summary>
    /// <value>Default: 30 days. 1 to 3,650 days.</value>
    public TimeSpan BackupLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Whether <see cref="BackupLifetime"/>, where it is shorter, counts for keys that are there as well. Who does not know the hosts' must not destroy theirs.</summary>
    internal bool ShortensBackupKeys { get; set; } = true;
}
