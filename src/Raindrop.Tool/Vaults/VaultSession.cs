using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Credentials;
using Raindrop.Keys;

namespace Raindrop.Tool.Vaults;

/// <summary>A vault as its operator sees it: its keys and its audit trail, and no credential.</summary>
internal sealed class VaultSession : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <exception cref="OptionsValidationException">Something is not as it should be; all mistakes are named.</exception>
    public VaultSession(ServiceProvider services)
    {
        _services = services;
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    public ITenantKeyStore Keys => _services.GetRequiredService<ITenantKeyStore>();

    public IAuditTrail Audit => _services.GetRequiredService<IAuditTrail>();

    public CredentialVaultDatabases Databases => _services.GetRequiredService<CredentialVaultDatabases>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
