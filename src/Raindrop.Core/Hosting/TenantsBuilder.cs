using Microsoft.Extensions.DependencyInjection;

namespace Raindrop.Hosting;

internal sealed class TenantsBuilder(IServiceCollection services) : ITenantsBuilder
{
    public IServiceCollection Services { get; } = services;
}
