using Microsoft.Extensions.DependencyInjection;

namespace Raindrop.Hosting;

internal sealed class CredentialVaultBuilder(IServiceCollection services) : ICredentialVaultBuilder
{
    public IServiceCollection Services { get; } = services;
}
