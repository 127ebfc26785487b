using Microsoft.Extensions.Options;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Tenancy.Directory;

/// <summary>Links identities to tenants. The entry says first that one is being linked, so that a deletion in between finds it.</summary>
internal sealed class TenantLinking(TenantEntries entries, IdentityClaims claims, SubjectHasher hasher, IOptions<TenantDirectoryOptions> options, TimeProvider time)
{
    private const int MostIdentities = 10;
    private const int MostAttempts = 10;

    /// <summary>How far the clock of whoever proved an identity may be ahead.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    public async ValueTask<TenantEntry> LinkAsync(TenantId tenant, ProvenSubject present, ProvenSubject added, CancellationToken cancellationToken)
    {
        RequireFresh(present);
        RequireFresh(added);
        var (presentIdentity, identity) = (hasher.Hash(present.Subject), hasher.Hash(added.Subject));
        if (presentIdentity == identity) throw new TenantDirectoryException(TenantDirectoryFailure.ProofMismatch, tenant);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var stored = await RequireActiveAsync(tenant, cancellationToken).ConfigureAwait(false);
            if (await FindAsync(presentIdentity, cancellationToken).ConfigureAwait(false) != tenant) throw new TenantDirectoryException(TenantDirectoryFailure.ProofMismatch, tenant);
            if (stored.Entry.Linking is { } pending && pending != identity)
            {
                await FinishAsync(stored, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (stored.Entry.Linking is null && await BeginAsync(stored, identity, cancellationToken).ConfigureAwait(false) is var begun)
            {
                if (begun is null) continue;
                if (begun.Entry.Linking is null) return begun.Entry;
                stored = begun;
            }

            if (await FinishAsync(stored, cancellationToken).ConfigureAwait(false) is { } entry)
                return entry.Identities.Contains(identity) ? entry : throw new TenantDirectoryException(TenantDirectoryFailure.IdentityTaken);
        }

        throw IdentityClaims.Contested();
    }

    /// <summary>Goes on with a link that was begun: the tenant gets the identity, unless another one has it.</summary>
    /// <returns><see langword="null"/> where somebody else has changed the entry meanwhile.</returns>
    public async ValueTask<TenantEntry?> FinishAsync(StoredTenant stored, CancellationToken cancellationToken)
    {
        var (entry, identity) = (stored.Entry, stored.Entry.Linking!);
        var holder = await claims.ClaimAsync(identity, entry.Tenant, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> identities = holder == entry.Tenant ? [.. entry.Identities.Append(identity).Distinct(StringComparer.Ordinal)] : entry.Identities;
        if (await entries.TryWriteAsync(entry with { Identities = identities, Linking = null }, stored.Revision, cancellationToken).ConfigureAwait(false) is { } written) return written.Entry;
        // The claim of a tenant that was deleted meanwhile goes with it.
        if ((await entries.RequireAsync(entry.Tenant, cancellationToken).ConfigureAwait(false)).Entry.IsGoing) await claims.ReleaseAsync(identity, entry.Tenant, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <returns>The entry with the link noted, or without one where the identity is linked already; <see langword="null"/> where somebody else has changed the entry.</returns>
    private async ValueTask<StoredTenant?> BeginAsync(StoredTenant stored, string identity, CancellationToken cancellationToken)
    {
        var holder = await FindAsync(identity, cancellationToken).ConfigureAwait(false);
        if (holder == stored.Entry.Tenant && stored.Entry.Identities.Contains(identity)) return stored;
        if (holder is { } other && other != stored.Entry.Tenant) throw new TenantDirectoryException(TenantDirectoryFailure.IdentityTaken);
        if (stored.Entry.Identities.Count >= MostIdentities) throw new TenantDirectoryException(TenantDirectoryFailure.TooManyIdentities, stored.Entry.Tenant);
        return await entries.TryWriteAsync(stored.Entry with { Linking = identity }, stored.Revision, cancellationToken).ConfigureAwait(false);
    }

    // Whom an identity signs in to; a tenant that is deleted counts for nothing.
    private async ValueTask<TenantId?> FindAsync(string identity, CancellationToken cancellationToken)
    {
        if (await claims.FindAsync(identity, cancellationToken).ConfigureAwait(false) is not { } claim) return null;
        var stored = await entries.RequireAsync(claim.Tenant, cancellationToken).ConfigureAwait(false);
        return stored.Entry.State == TenantEntryState.Deleted ? null : claim.Tenant;
    }

    private async ValueTask<StoredTenant> RequireActiveAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var stored = await entries.RequireAsync(tenant, cancellationToken).ConfigureAwait(false);
        if (stored.Entry.IsGoing) throw new TenantDirectoryException(TenantDirectoryFailure.Deleted, tenant);
        return stored.Entry.State == TenantEntryState.Active ? stored : throw new TenantDirectoryException(TenantDirectoryFailure.NotActive, tenant);
    }

    private void RequireFresh(ProvenSubject proof)
    {
        var now = time.GetUtcNow();
        if (proof.ProvenAt < now - options.Value.LinkWindow || proof.ProvenAt > now + ClockSkew) throw new TenantDirectoryException(TenantDirectoryFailure.ProofExpired);
    }
}
