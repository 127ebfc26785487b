using Microsoft.Extensions.DependencyInjection;

namespace Raindrop.Hosting;

internal sealed class RaindropBuilder(IServiceCollection services) : IRaindropBuilder
{
    public IServiceCollection Services { get; } = services;
}
