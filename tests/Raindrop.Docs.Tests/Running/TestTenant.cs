using Microsoft.Extensions.DependencyInjection;
using Raindrop.Derivation;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Docs.Tests.Running;

/// <summary>A tenant in an embedded store, and a host with some extensions.</summary>
internal sealed class TestTenant : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    private TestTenant(IEnumerable<SchemaDefinition> schemas, IEnumerable<IExtension> extensions)
    {
        var services = new ServiceCollection();
        services.AddEmbeddedStore(options => options.Folder = _folder.Path);
        services.AddRaindrop(raindrop =>
        {
            raindrop.Configure(options => options.IdentifierKey = Convert.ToBase64String(new byte[32]));
            foreach (var schema in schemas) raindrop.AddSchema(schema);
            foreach (var extension in extensions) raindrop.AddExtension(extension);
        });
        _services = services.BuildServiceProvider();
        Database = _services.GetRequiredService<IDocumentServer>().GetDatabase("tenant-7f3a");
    }

    public IDocumentDatabase Database { get; }

    public IDerivationRunner Runner => _services.GetRequiredService<IDerivationRunner>();

    public static async Task<TestTenant> CreateAsync(IEnumerable<SchemaDefinition> schemas, params IExtension[] extensions)
    {
        var tenant = new TestTenant(schemas, extensions);
        await tenant._services.GetRequiredService<IDocumentServer>().CreateDatabaseAsync("tenant-7f3a");
        return tenant;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
