using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Raindrop.Documents;

namespace Raindrop.Embedded;

/// <summary>Registers the embedded store as the store of documents.</summary>
public static class EmbeddedServices
{
    /// <summary>Registers <see cref="EmbeddedServer"/>, also as <see cref="IDocumentServer"/> where there is none yet. The options are checked when the host starts.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options, the folder at least.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddEmbeddedStore(this IServiceCollection services, Action<EmbeddedOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<EmbeddedOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EmbeddedOptions>, EmbeddedOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new EmbeddedServer(provider.GetRequiredService<IOptions<EmbeddedOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IDocumentServer>(static provider => provider.GetRequiredService<EmbeddedServer>());
        return services;
    }
}
