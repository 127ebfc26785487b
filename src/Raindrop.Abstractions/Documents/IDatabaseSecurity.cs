namespace Raindrop.Documents;

/// <summary>The access rules of a database. A database of a store with <see cref="StoreCapabilities.DatabaseSecurity"/> is one; of two writers at once one is lost, so read back what was written.</summary>
public interface IDatabaseSecurity
{
    /// <summary>Reads the rules.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<SecurityRules> GetSecurityAsync(CancellationToken cancellationToken = default);

    /// <summary>Replaces the rules as a whole. Needs an administrator.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask PutSecurityAsync(SecurityRules rules, CancellationToken cancellationToken = default);
}
