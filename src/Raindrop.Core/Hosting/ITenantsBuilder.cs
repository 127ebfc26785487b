using Microsoft.Extensions.DependencyInjection;

namespace Raindrop.Hosting;

/// <summary>What a host's tenants are made of.</summary>
public interface ITenantsBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }
}
