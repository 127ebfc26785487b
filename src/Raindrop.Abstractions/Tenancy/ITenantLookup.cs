namespace Raindrop.Tenancy;

/// <summary>Says whose a database is.</summary>
public interface ITenantLookup
{
    /// <summary>The tenant of a database.</summary>
    /// <param name="database">The database's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The tenant, or <see langword="null"/> where the database is no tenant's.</returns>
    ValueTask<TenantId?> FindTenantAsync(string database, CancellationToken cancellationToken = default);
}
