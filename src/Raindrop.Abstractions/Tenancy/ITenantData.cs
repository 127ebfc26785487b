namespace Raindrop.Tenancy;

/// <summary>A part of the host that holds data of tenants elsewhere than in their databases. All that are registered take part in deletions.</summary>
public interface ITenantData
{
    /// <summary>Deletes what this part holds of a tenant. It is called when the tenant's database and keys are gone, and again after any break, so it must be repeatable.</summary>
    /// <param name="tenant">The tenant. It never comes back.</param>
    /// <param name="deletedAt">When the deletion began to take away.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What remains, and until when; the same for each call.</returns>
    ValueTask<IReadOnlyList<TenantRemainder>> DeleteAsync(TenantId tenant, DateTimeOffset deletedAt, CancellationToken cancellationToken = default);
}
