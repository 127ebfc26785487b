using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Raindrop.CouchDb.Http;
using Raindrop.Documents;

namespace Raindrop.CouchDb;

/// <summary>Registers CouchDB as the store of documents.</summary>
public static class CouchDbServices
{
    /// <summary>The name of the HTTP client.</summary>
    public const string ClientName = "Raindrop.CouchDb";

    /// <summary>Registers <see cref="CouchServer"/>, also as <see cref="IDocumentServer"/> where there is none yet. The options are checked when the host starts.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options, the endpoint at least.</param>
    /// <returns>The HTTP client's builder, for a host that needs another handler. The client's own logging is off, since URLs hold names of databases.</returns>
    public static IHttpClientBuilder AddCouchDb(this IServiceCollection services, Action<CouchDbOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<CouchDbOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CouchDbOptions>, CouchDbOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider =>
        {
            var clients = provider.GetRequiredService<IHttpClientFactory>();
            return new CouchServer(provider.GetRequiredService<IOptions<CouchDbOptions>>().Value, () => clients.CreateClient(ClientName), provider.GetRequiredService<TimeProvider>());
        });
        services.TryAddSingleton<IDocumentServer>(static provider => provider.GetRequiredService<CouchServer>());
        return services.AddHttpClient(ClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static provider => CouchHandler.Create(provider.GetRequiredService<IOptions<CouchDbOptions>>().Value))
            .RemoveAllLoggers();
    }
}
