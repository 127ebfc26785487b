using Microsoft.Extensions.DependencyInjection;

namespace Raindrop.Hosting;

/// <summary>What a host takes of Raindrop. Each part adds extension methods to it.</summary>
public interface IRaindropBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }
}
