using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Gateway.Telemetry;
using Raindrop.Gateway.Tenants;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Sessions;

/// <summary>Lists and revokes the sessions of users, by all the identities that they sign in with.</summary>
internal sealed class UserSessions(SessionDocuments documents, LiveSessions live, LinkedIdentities linked, IOptions<RaindropSessionOptions> options, TimeProvider time) : IUserSessions
{
    public async ValueTask<IReadOnlyList<UserSession>> ListAsync(TenantSubject subject, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var found = await ReadAsync(subject, cancellationToken).ConfigureAwait(false);
        return
        [
            .. found.Select(session => session with { UsedAt = Latest(session.UsedAt, live.Find(session.Key)?.UsedAt) })
                .Where(session => now < session.ExpiresAt && now - session.UsedAt <= options.Value.IdleTimeout)
                .OrderByDescending(session => session.UsedAt)
                .Select(session => new UserSession { Handle = session.Key.ToHandle(), CreatedAt = session.CreatedAt, LastUsedAt = session.UsedAt, ExpiresAt = session.ExpiresAt, Label = session.Label }),
        ];
    }

    public async ValueTask<bool> RevokeAsync(TenantSubject subject, string handle, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return await RevokeAsync(subject, session => session.Key.ToHandle() == handle, cancellationToken).ConfigureAwait(false) > 0;
    }

    public ValueTask<int> RevokeAllAsync(TenantSubject subject, string? exceptHandle = null, CancellationToken cancellationToken = default) =>
        RevokeAsync(subject, session => session.Key.ToHandle() != exceptHandle, cancellationToken);

    public async ValueTask RevokeAllAsync(CancellationToken cancellationToken = default)
    {
        await documents.DeleteAllAsync(cancellationToken).ConfigureAwait(false);
        foreach (var session in live.All) live.Revoke(session.Key);
    }

    /// <summary>Revokes the sessions of an identity whose hash is known.</summary>
    internal async ValueTask<int> RevokeAsync(string identity, Func<StoredSession, bool> isMeant, CancellationToken cancellationToken)
    {
        var revoked = 0;
        await foreach (var page in documents.ListAsync(SessionIds.UsesOf(identity), cancellationToken).ConfigureAwait(false))
        {
            // Those too whose session is not there: it may be on its way.
            List<StoredSession> meant = [.. page.Where(isMeant)];
            if (meant.Count == 0) continue;
            revoked += (await documents.FilterAsync(meant, cancellationToken).ConfigureAwait(false)).Count;
            await documents.DeleteAsync(meant, cancellationToken).ConfigureAwait(false);
            foreach (var session in meant) live.Revoke(session.Key);
        }

        SessionMetrics.Revoked(revoked);
        return revoked;
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;

    private async ValueTask<int> RevokeAsync(TenantSubject subject, Func<StoredSession, bool> isMeant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var revoked = 0;
        await foreach (var identity in linked.FindAsync(subject, cancellationToken).ConfigureAwait(false)) revoked += await RevokeAsync(identity, isMeant, cancellationToken).ConfigureAwait(false);
        return revoked;
    }

    private async ValueTask<IReadOnlyList<StoredSession>> ReadAsync(TenantSubject subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        List<StoredSession> found = [];
        await foreach (var identity in linked.FindAsync(subject, cancellationToken).ConfigureAwait(false))
        {
            await foreach (var page in documents.ListAsync(SessionIds.UsesOf(identity), cancellationToken).ConfigureAwait(false))
                found.AddRange(await documents.FilterAsync(page, cancellationToken).ConfigureAwait(false));
        }

        return found;
    }
}
