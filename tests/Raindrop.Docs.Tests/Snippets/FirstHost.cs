using Microsoft.Extensions.DependencyInjection;
using Raindrop.CouchDb;
using Raindrop.Derivation;
using Raindrop.Documents;
using Raindrop.Schemas;

namespace Raindrop.Docs.Tests.Snippets;

internal static class FirstHost
{
    public static void Register(IServiceCollection services, string couchDbUrl, string identifierKey)
    {
        services.AddCouchDb(options => options.Endpoint = new Uri(couchDbUrl));
        services.AddRaindrop(raindrop => raindrop
            .Configure(options => options.IdentifierKey = identifierKey)
            .AddSchema("note", 1, SchemaKind.Source)
            .AddSchema("note.length", 1, SchemaKind.Derived)
            .AddExtension<CountWords>());
    }

    public static async Task<DerivationResult> RunAsync(IServiceProvider provider)
    {
        var database = provider.GetRequiredService<IDocumentServer>().GetDatabase("tenant-7f3a");
        var result = await provider.GetRequiredService<IDerivationRunner>().RunOnceAsync(database);

        return result;
    }
}
