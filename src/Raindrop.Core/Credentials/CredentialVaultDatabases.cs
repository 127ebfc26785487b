using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Documents;

namespace Raindrop.Credentials;

/// <summary>The databases of the credential vault, each on its server.</summary>
public sealed class CredentialVaultDatabases
{
    private readonly IServiceProvider _services;
    private readonly CredentialVaultOptions _options;

    internal CredentialVaultDatabases(IServiceProvider services, IOptions<CredentialVaultOptions> options) => (_services, _options) = (services, options.Value);

    /// <summary>One of the databases, whether or not it exists.</summary>
    /// <param name="database">Which.</param>
    public IDocumentDatabase Get(VaultDatabase database) => ServerOf(database).GetDatabase(_options.NameOf(database));

    /// <summary>Creates those that are missing. A host does so when it starts.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="DocumentStoreException">A server cannot be reached, or refuses.</exception>
    public async Task EnsureCreatedAsync(CancellationToken cancellationToken = default)
    {
        foreach (var database in Enum.GetValues<VaultDatabase>())
            await ServerOf(database).EnsureDatabaseAsync(_options.NameOf(database), cancellationToken).ConfigureAwait(false);
    }

    private IDocumentServer ServerOf(VaultDatabase database) =>
        _services.GetKeyedService<IDocumentServer>(database) ?? _services.GetRequiredService<IDocumentServer>();
}
