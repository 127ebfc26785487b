namespace Raindrop.Credentials;

/// <summary>Where the credential vault keeps what it stores, and for how long.</summary>
public sealed class CredentialVaultOptions
{
    /// <summary>The name of the database of the wrapped tenant keys.</summary>
    /// <value>Default: <c>raindrop-keys</c>.</value>
    public string KeyDatabase { get; set; } = "raindrop-keys";

    /// <summary>The name of the database of the sealed credentials.</summary>
    /// <value>Default: <c>raindrop-credentials</c>.</value>
    public string CredentialDatabase { get; set; } = "raindrop-credentials";

    /// <summary>The name of the database of the audit trail.</summary>
    /// <value>Default: <c>raindrop-audit</c>.</value>
    public string AuditDatabase { get; set; } = "raindrop-audit";

    /// <summary>Whether the host creates those of the three databases that are missing when it starts.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CreatesDatabases { get; set; } = true;

    /// <summary>How long the audit trail of a tenant is kept after the tenant was shredded.</summary>
    /// <value>Default: 365 days. 1 day to 100 years.</value>
    public TimeSpan AuditRetention { get; set; } = TimeSpan.FromDays(365);

    internal string NameOf(VaultDatabase database) => database switch
    {
        VaultDatabase.Keys => KeyDatabase,
        VaultDatabase.Credentials => CredentialDatabase,
        _ => AuditDatabase,
    };
}
