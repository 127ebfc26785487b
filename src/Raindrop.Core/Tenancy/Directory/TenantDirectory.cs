using System.Runtime.CompilerServices;
using Raindrop.Documents;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Tenancy.Directory;

/// <summary>The directory of tenants: each duty is a type of its own.</summary>
internal sealed class TenantDirectory(
    TenantEntries entries,
    IdentityClaims claims,
    TenantDatabaseNames names,
    SubjectHasher hasher,
    TenantCreation creation,
    TenantSuspension suspension,
    TenantLinking linking,
    TenantRemoval removal,
    TenantProvisioning provisioning,
    TenantFinishing finishing,
    TimeProvider time) : ITenantDirectory
{
    public ValueTask<TenantInfo> CreateAsync(TenantSubject subject, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return MeasureAsync("create", async () => (await creation.CreateAsync(hasher.Hash(subject), cancellationToken).ConfigureAwait(false)).ToInfo());
    }

    public ValueTask<TenantInfo?> FindAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        MeasureAsync("find", async () => (await entries.ReadAsync(tenant, cancellationToken).ConfigureAwait(false))?.Entry.ToInfo());

    public ValueTask<TenantInfo?> FindAsync(TenantSubject subject, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return MeasureAsync("find", async () =>
        {
            if (await claims.FindAsync(hasher.Hash(subject), cancellationToken).ConfigureAwait(false) is not { } claim) return null;
            var stored = await entries.ReadAsync(claim.Tenant, cancellationToken).ConfigureAwait(false) ?? throw new TenantDirectoryException(TenantDirectoryFailure.EntryLost, claim.Tenant);
            return stored.Entry.State == TenantEntryState.Deleted ? null : stored.Entry.ToInfo();
        });
    }

    public ValueTask<TenantId?> FindTenantAsync(string database, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(database);
        return MeasureAsync("find", () => names.FindAsync(database, cancellationToken));
    }

    public async IAsyncEnumerable<TenantInfo> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (_, stored) in entries.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (stored is not null) yield return stored.Entry.ToInfo();
        }
    }

    public ValueTask<TenantInfo> LinkAsync(TenantId tenant, ProvenSubject present, ProvenSubject added, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(added);
        return MeasureAsync("link", async () => (await linking.LinkAsync(tenant, present, added, cancellationToken).ConfigureAwait(false)).ToInfo());
    }

    public ValueTask<TenantInfo> SuspendAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        MeasureAsync("suspend", async () => (await suspension.SetAsync(tenant, isActive: false, cancellationToken).ConfigureAwait(false)).ToInfo());

    public ValueTask<TenantInfo> ResumeAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        MeasureAsync("resume", async () => (await suspension.SetAsync(tenant, isActive: true, cancellationToken).ConfigureAwait(false)).ToInfo());

    public ValueTask<TenantDeletion> DeleteAsync(TenantId tenant, CancellationToken cancellationToken = default) => MeasureAsync("delete", async () =>
    {
        var stored = await entries.RequireAsync(tenant, cancellationToken).ConfigureAwait(false);
        var begun = await removal.BeginAsync(stored, TenantEntryState.Deleting, cancellationToken).ConfigureAwait(false);
        return await removal.FinishAsync(begun, cancellationToken).ConfigureAwait(false);
    });

    public ValueTask<bool> RepairAsync(TenantId tenant, CancellationToken cancellationToken = default) => MeasureAsync("repair", async () =>
    {
        var stored = await entries.RequireAsync(tenant, cancellationToken).ConfigureAwait(false);
        if (stored.Entry.IsGoing) throw new TenantDirectoryException(TenantDirectoryFailure.Deleted, tenant);
        if (stored.Entry.State is not (TenantEntryState.Active or TenantEntryState.Suspended)) throw new TenantDirectoryException(TenantDirectoryFailure.NotActive, tenant);
        return await provisioning.RepairAsync(stored.Entry, cancellationToken).ConfigureAwait(false);
    });

    public ValueTask<TenantUpkeep> FinishAsync(CancellationToken cancellationToken = default) => MeasureAsync("finish", () => finishing.RunAsync(cancellationToken));

    private ValueTask<T> MeasureAsync<T>(string operation, Func<ValueTask<T>> work) => TenancyTelemetry.MeasureAsync(operation, time, work);
}
