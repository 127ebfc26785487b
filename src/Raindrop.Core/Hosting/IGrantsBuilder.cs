using Microsoft.Extensions.DependencyInjection;

namespace Raindrop.Hosting;

/// <summary>Says which grants a process takes, and where they are kept. Get one from <c>AddRaindropGrants</c> in a gateway, or <see cref="RaindropGrantsBuilderExtensions.AddGrantExecutor"/>.</summary>
public interface IGrantsBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }
}
