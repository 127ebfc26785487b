namespace Raindrop.Tenancy;

/// <summary>A part of the host that holds data of tenants elsewhere than in their databases, or lets them in. All that are registered take part in suspensions and deletions.</summary>
public interface ITenantData
{
    /// <summary>Takes back what lets a tenant in, such as sessions. It is called while the tenant is being suspended, and again after any break, so it must be repeatable.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Documents.DocumentStoreException">It could not be done: the suspension is not finished, and the next run goes on.</exception>
    ValueTask SuspendAsync(TenantId tenant, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <summary>Deletes what this part holds of a tenant. It is called when the tenant's database and keys are gone, and again after any break, so it must be repeatable.</summary>
    /// <param name="tenant">The tenant. It never comes back.</param>
    /// <param name="deletedAt">When the deletion began to take away.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What remains, and until when; the same for each call.</returns>
    ValueTask<IReadOnlyList<TenantRemainder>> DeleteAsync(TenantId tenant, DateTimeOffset deletedAt, CancellationToken cancellationToken = default);
}
