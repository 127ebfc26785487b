using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Documents;
using Raindrop.Gateway.Sessions;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Directory;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Gateway.Tenants;

/// <summary>The identities of a user: all that sign in to the same tenant, where the host has a directory of tenants; otherwise the one alone.</summary>
internal sealed class LinkedIdentities(IServiceProvider services, SubjectHasher hasher)
{
    /// <summary>The keyed hashes of the identities, that of the subject first.</summary>
    /// <exception cref="SessionsUnavailableException">The directory cannot be asked. The first was given.</exception>
    public async IAsyncEnumerable<string> FindAsync(TenantSubject subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var own = hasher.Hash(subject);
        yield return own;
        foreach (var identity in await FindOthersAsync(own, cancellationToken).ConfigureAwait(false))
        {
            if (identity != own) yield return identity;
        }
    }

    private async ValueTask<IReadOnlyList<string>> FindOthersAsync(string own, CancellationToken cancellationToken)
    {
        if (services.GetService<TenantDirectoryServer>() is null) return [];
        try
        {
            var database = DirectoryDatabase.Of(services);
            var entries = new TenantEntries(database);
            return await new IdentityClaims(database, entries).PeekAsync(own, cancellationToken).ConfigureAwait(false) is { } tenant
                && await entries.PeekAsync(tenant, cancellationToken).ConfigureAwait(false) is { } entry ? entry.Identities : [];
        }
        catch (Exception e) when (e is DocumentStoreException or TenantDirectoryException)
        {
            // Some of the user's sessions may be left, and nobody should think otherwise.
            throw new SessionsUnavailableException(e);
        }
    }
}
