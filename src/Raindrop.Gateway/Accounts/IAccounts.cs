using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Accounts;

/// <summary>The local accounts, for who looks after them. Users have the endpoints.</summary>
/// <remarks>Safe for concurrent use. All methods throw <see cref="DocumentStoreException"/> for what the store answers.</remarks>
public interface IAccounts
{
    /// <summary>Makes an account.</summary>
    /// <param name="name">The name: 1 to 254 letters of a–z, digits, and <c>. - _ + @</c>, in any case.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The identity that signs in by it; <see langword="null"/> where the name is taken.</returns>
    /// <exception cref="ArgumentException">It is no name, or no password that the options allow.</exception>
    ValueTask<TenantSubject?> CreateAsync(string name, string password, CancellationToken cancellationToken = default);

    /// <summary>Gives an account another password, and revokes its sessions.</summary>
    /// <param name="name">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether there is such an account.</returns>
    /// <exception cref="ArgumentException">It is no name, or no password that the options allow.</exception>
    /// <exception cref="Sessions.SessionsUnavailableException">The password is changed, and sessions may be left.</exception>
    ValueTask<bool> SetPasswordAsync(string name, string password, CancellationToken cancellationToken = default);

    /// <summary>Deletes an account, and revokes its sessions. The tenant stays.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="ArgumentException">It is no name.</exception>
    /// <exception cref="Sessions.SessionsUnavailableException">The account is gone, and sessions may be left.</exception>
    ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);
}
