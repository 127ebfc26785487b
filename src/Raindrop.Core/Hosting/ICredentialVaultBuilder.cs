using Microsoft.Extensions.DependencyInjection;

namespace Raindrop.Hosting;

/// <summary>What a host's credential vault is made of. Key providers add extension methods to it.</summary>
public interface ICredentialVaultBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }
}
