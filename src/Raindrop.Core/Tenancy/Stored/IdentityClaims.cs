using Raindrop.Documents;

namespace Raindrop.Tenancy.Stored;

/// <summary>Which identity signs in to which tenant: a document for each, so that of two tenants one has it.</summary>
internal sealed class IdentityClaims(IDocumentDatabase database, TenantEntries entries)
{
    public const string Schema = "rd.tenant.identity";

    private const string Prefix = Schema + ":";
    private const int MostAttempts = 10;

    /// <summary>The tenant that an identity signs in to; nothing is written.</summary>
    public async ValueTask<TenantId?> PeekAsync(string identity, CancellationToken cancellationToken)
    {
        var tenants = ParseTenants(identity, await DocumentLeaves.ReadAsync(database, Prefix + identity, cancellationToken).ConfigureAwait(false));
        return tenants.Count switch { 0 => null, 1 => tenants[0], _ => await ChooseAsync(tenants, cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>The claim to an identity. Where a cluster let several tenants claim it, one is chosen and the others lose it.</summary>
    public async ValueTask<IdentityClaim?> FindAsync(string identity, CancellationToken cancellationToken)
    {
        var leaves = await DocumentLeaves.ReadAsync(database, Prefix + identity, cancellationToken).ConfigureAwait(false);
        if (leaves.Count == 0) return null;
        var tenants = ParseTenants(identity, leaves);
        var claim = new IdentityClaim(tenants[0], leaves[0].Revision!);
        if (leaves.Count == 1) return claim;
        var chosen = await ChooseAsync(tenants, cancellationToken).ConfigureAwait(false);
        if (chosen != claim.Tenant)
        {
            // Another host chooses too, the same one: the next reader sees it.
            if (await TryWriteAsync(identity, chosen, claim.Revision, cancellationToken).ConfigureAwait(false) is not { } written) return claim with { Tenant = chosen };
            claim = written;
        }

        await DocumentLeaves.DeleteLosersAsync(database, leaves, cancellationToken).ConfigureAwait(false);
        return claim;
    }

    /// <summary>Claims an identity for a tenant. A claim of a tenant that is deleted counts for nothing.</summary>
    /// <returns>The tenant that has it now.</returns>
    public async ValueTask<TenantId> ClaimAsync(string identity, TenantId tenant, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var claim = await FindAsync(identity, cancellationToken).ConfigureAwait(false);
            if (claim is { } held && (held.Tenant == tenant || await IsHeldAsync(held.Tenant, cancellationToken).ConfigureAwait(false))) return held.Tenant;
            if (await TryWriteAsync(identity, tenant, claim?.Revision, cancellationToken).ConfigureAwait(false) is not null) return tenant;
        }

        throw Contested();
    }

    /// <summary>The identity that a document is about.</summary>
    public static bool TryGetIdentity(string id, out string identity)
    {
        identity = id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : "";
        return identity.Length > 0;
    }

    /// <summary>Takes a claim away, if it is this tenant's.</summary>
    public async ValueTask ReleaseAsync(string identity, TenantId tenant, CancellationToken cancellationToken)
    {
        while (await FindAsync(identity, cancellationToken).ConfigureAwait(false) is { } claim && claim.Tenant == tenant)
            await DocumentLeaves.TryDeleteAsync(database, new Document { Id = Prefix + identity, Revision = claim.Revision }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The error where others change a document of the directory again and again.</summary>
    public static StoreUnavailableException Contested() => new("A document of the directory changes too often: see which hosts write it, and try again.");

    private static List<TenantId> ParseTenants(string identity, IReadOnlyList<Document> leaves)
    {
        List<TenantId> tenants = [.. leaves.Select(leaf => TenantPointerJson.Parse(Schema, identity, leaf.Content))];
        return tenants.Exists(tenant => tenant.IsDefault) ? throw new TenantDirectoryException(TenantDirectoryFailure.EntryLost) : tenants;
    }

    /// <exception cref="TenantDirectoryException">The entry behind the claim is gone or damaged: a new tenant in its place would hide a database.</exception>
    private async ValueTask<bool> IsHeldAsync(TenantId tenant, CancellationToken cancellationToken) =>
        (await entries.ReadAsync(tenant, cancellationToken).ConfigureAwait(false) ?? throw new TenantDirectoryException(TenantDirectoryFailure.EntryLost, tenant)).Entry.State != TenantEntryState.Deleted;

    // Who is furthest in its life, then the oldest, then the first id: every host chooses alike.
    private async ValueTask<TenantId> ChooseAsync(IEnumerable<TenantId> tenants, CancellationToken cancellationToken)
    {
        List<TenantEntry> found = [];
        foreach (var tenant in tenants.Distinct())
        {
            if (await entries.PeekAsync(tenant, cancellationToken).ConfigureAwait(false) is { } entry) found.Add(entry);
        }

        if (found.Count == 0) throw new TenantDirectoryException(TenantDirectoryFailure.EntryLost);
        return found.OrderBy(entry => entry.IsGoing).ThenBy(entry => entry.State == TenantEntryState.Creating).ThenBy(entry => entry.CreatedAt).ThenBy(entry => entry.Tenant.Value, StringComparer.Ordinal).First().Tenant;
    }

    private async ValueTask<IdentityClaim?> TryWriteAsync(string identity, TenantId tenant, string? revision, CancellationToken cancellationToken)
    {
        try
        {
            var document = new Document { Id = Prefix + identity, Revision = revision, Content = TenantPointerJson.Write(Schema, identity, tenant) };
            return new IdentityClaim(tenant, await database.PutAsync(document, cancellationToken).ConfigureAwait(false));
        }
        catch (DocumentConflictException)
        {
            return null;
        }
    }
}
