using Raindrop.Documents;
using Raindrop.Gateway.Sessions;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Gateway.Tenants;

/// <summary>Revokes the sessions of a tenant that is suspended or deleted. Those of all identities that sign in to it.</summary>
internal sealed class TenantSessions(UserSessions sessions, Func<IDocumentDatabase> directory) : ITenantData
{
    /// <summary>Keyed hashes of identities, in the ids of deleted documents.</summary>
    private static readonly IReadOnlyList<TenantRemainder> Tombstones = [new TenantRemainder(TenantRemainderKind.HostData, null)];

    public async ValueTask SuspendAsync(TenantId tenant, CancellationToken cancellationToken = default)
    {
        if (await new TenantEntries(directory()).PeekAsync(tenant, cancellationToken).ConfigureAwait(false) is not { } entry) return;
        try
        {
            foreach (var identity in entry.Linking is { } linking ? entry.Identities.Append(linking) : entry.Identities)
                await sessions.RevokeAsync(identity, _ => true, cancellationToken).ConfigureAwait(false);
        }
        catch (SessionsUnavailableException e)
        {
            throw new StoreUnavailableException("The store of sessions does not answer: the tenant's sessions are not all revoked. Try again.", innerException: e);
        }
    }

    public async ValueTask<IReadOnlyList<TenantRemainder>> DeleteAsync(TenantId tenant, DateTimeOffset deletedAt, CancellationToken cancellationToken = default)
    {
        await SuspendAsync(tenant, cancellationToken).ConfigureAwait(false);
        return Tombstones;
    }
}
