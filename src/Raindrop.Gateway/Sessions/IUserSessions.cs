using Raindrop.Tenancy;

namespace Raindrop.Gateway.Sessions;

/// <summary>Lists and revokes sessions. A session that was revoked answers nothing on any host within a second, and feeds that run under it are cut.</summary>
/// <remarks>
/// Safe for concurrent use. Where the host has the directory of tenants, an identity stands for its user: all the identities that sign in to the same tenant. All methods throw <see cref="SessionsUnavailableException"/> where the store does not answer; what was revoked until then stays revoked, and calling again does the rest.
/// </remarks>
public interface IUserSessions
{
    /// <summary>The sessions of a user that are alive, the last used first.</summary>
    /// <param name="subject">An identity of the user.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<IReadOnlyList<UserSession>> ListAsync(TenantSubject subject, CancellationToken cancellationToken = default);

    /// <summary>Revokes one session.</summary>
    /// <param name="subject">Whose it is. Another's session is not found.</param>
    /// <param name="handle">Its handle.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> RevokeAsync(TenantSubject subject, string handle, CancellationToken cancellationToken = default);

    /// <summary>Revokes all sessions of a user: "sign out everywhere".</summary>
    /// <param name="subject">An identity of the user.</param>
    /// <param name="exceptHandle">The handle of a session that stays, such as the one that asks; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many there were.</returns>
    ValueTask<int> RevokeAllAsync(TenantSubject subject, string? exceptHandle = null, CancellationToken cancellationToken = default);

    /// <summary>Revokes the sessions of everybody. Of many thousands the last are revoked some seconds after the first.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask RevokeAllAsync(CancellationToken cancellationToken = default);
}
