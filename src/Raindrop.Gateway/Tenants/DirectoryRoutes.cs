using Raindrop.Documents;
using Raindrop.Gateway.Callers;
using Raindrop.Gateway.Following;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Directory;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Gateway.Tenants;

/// <summary>The routes of the directory of tenants: from memory, which follows what any host changes in it. Nothing is written.</summary>
internal sealed class DirectoryRoutes : ITenantRoutes, IChangeListener
{
    private readonly IDocumentDatabase _database;
    private readonly TenantEntries _entries;
    private readonly IdentityClaims _claims;
    private readonly SubjectHasher _hasher;
    private readonly WatchSignal _signal;

    // Three steps, since a change is heard of by the id of a claim or of a tenant.
    private readonly FollowedCache<TenantSubject, string> _identities;
    private readonly FollowedCache<string, Claim> _claimed;
    private readonly FollowedCache<TenantId, TenantRoute> _routes;

    public DirectoryRoutes(IServiceProvider services, IdentifierHasher hasher, WatchSignal signal, TimeProvider time)
    {
        _database = DirectoryDatabase.Of(services);
        _entries = new TenantEntries(_database);
        _claims = new IdentityClaims(_database, _entries);
        (_hasher, _signal, Lease) = (new SubjectHasher(hasher), signal, new StoreLease(time));
        (_identities, _claimed, _routes) = (new(Lease, time), new(Lease, time), new(Lease, time));
    }

    public string Subject => "tenants";

    /// <summary>For how long they may be believed.</summary>
    public StoreLease Lease { get; }

    /// <exception cref="StoreUnavailableException">The directory cannot be followed.</exception>
    public ValueTask<TenantRoute?> FindAsync(TenantSubject subject, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (!Lease.IsHeld) throw Unfollowed();
        return _identities.TryGet(subject, out var identity) && _claimed.TryGet(identity, out var claim) && _routes.TryGet(claim.Tenant, out var route)
            ? ValueTask.FromResult<TenantRoute?>(route)
            : ReadAsync(subject, cancellationToken);
    }

    public void Apply(in DocumentChange change)
    {
        var isKnown = TenantEntry.TryGetTenant(change.Id, out var tenant) ? _routes.Forget(tenant) : IdentityClaims.TryGetIdentity(change.Id, out var identity) && _claimed.Forget(identity);
        if (isKnown) _signal.Raise();
    }

    public void Prune()
    {
        _identities.Prune();
        _claimed.Prune();
        _routes.Prune();
    }

    internal IDocumentDatabase GetDatabase() => _database;

    private static StoreUnavailableException Unfollowed() => new("The directory of tenants has not answered for a second: see that its server can be reached, and its database is there.");

    private async ValueTask<TenantRoute?> ReadAsync(TenantSubject subject, CancellationToken cancellationToken)
    {
        var generation = Lease.Generation;
        var identity = await _identities.ReadAsync(subject, _ => ValueTask.FromResult<string?>(_hasher.Hash(subject)), cancellationToken).ConfigureAwait(false);
        if (!_claimed.TryGet(identity!, out var claim)) claim = await _claimed.ReadAsync(identity!, stop => ReadClaimAsync(identity!, stop), cancellationToken).ConfigureAwait(false);
        if (claim is null) return null;
        if (!_routes.TryGet(claim.Tenant, out var route)) route = await _routes.ReadAsync(claim.Tenant, stop => ReadAsync(claim.Tenant, stop), cancellationToken).ConfigureAwait(false);
        return Lease.Covers(generation) ? route : throw Unfollowed();
    }

    private async ValueTask<Claim?> ReadClaimAsync(string identity, CancellationToken cancellationToken) =>
        await _claims.PeekAsync(identity, cancellationToken).ConfigureAwait(false) is { } tenant ? new Claim(tenant) : null;

    private async ValueTask<TenantRoute?> ReadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var entry = await _entries.PeekAsync(tenant, cancellationToken).ConfigureAwait(false) ?? throw new TenantDirectoryException(TenantDirectoryFailure.EntryLost, tenant);
        return entry.State == TenantEntryState.Deleted ? null : new TenantRoute(tenant, entry.Database, entry.ToInfo().State);
    }

    private sealed record Claim(TenantId Tenant);
}
