using Microsoft.Extensions.DependencyInjection;

namespace Raindrop.Hosting;

internal sealed class GrantsBuilder(IServiceCollection services) : IGrantsBuilder
{
    public IServiceCollection Services { get; } = services;
}
