using Mailroom.Extensions;
using Mailroom.Schemas;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.CouchDb;
using Raindrop.Derivation;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Tenancy;

namespace Mailroom.Hosting;

/// <summary>A host of one tenant: a store, the extensions of the sample, and what runs them.</summary>
internal sealed class MailroomHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly DataFolder _data;

    private MailroomHost(ServiceProvider services, DataFolder data, IDocumentDatabase database)
    {
        (_services, _data) = (services, data);
        Database = database;
    }

    /// <summary>The tenant's database.</summary>
    public IDocumentDatabase Database { get; }

    /// <summary>The tenant, whose id tells nothing: it is a keyed hash of the database's name.</summary>
    public TenantId Tenant => TenantId.Parse(Hasher.Hash($"tenant\n{Database.Name}"));

    public IDerivationRunner Runner => _services.GetRequiredService<IDerivationRunner>();

    public IdentifierHasher Hasher => _services.GetRequiredService<IdentifierHasher>();

    /// <summary>Opens the tenant's database, and creates it where there is none.</summary>
    public static async Task<MailroomHost> OpenAsync(MailroomSettings settings, CancellationToken cancellationToken)
    {
        var data = new DataFolder(settings.Data);
        var provider = Register(settings, data).BuildServiceProvider();
        try
        {
            var server = provider.GetRequiredService<IDocumentServer>();
            await server.CreateDatabaseAsync(settings.Database, new DatabaseCreationOptions { Shards = 2 }, cancellationToken);
            return new MailroomHost(provider, data, server.GetDatabase(settings.Database));
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the tenant's vault. Dispose it once it was used.</summary>
    public Task<MailroomVault> OpenVaultAsync(CancellationToken cancellationToken) => MailroomVault.OpenAsync(_data, cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static ServiceCollection Register(MailroomSettings settings, DataFolder data)
    {
        var services = new ServiceCollection();
        if (settings.CouchDb is { } endpoint) services.AddCouchDb(options => options.Endpoint = endpoint);
        else services.AddEmbeddedStore(options => options.Folder = data.Store);
        services.AddRaindrop(raindrop =>
        {
            raindrop.Configure(options => options.IdentifierKey = data.ReadIdentifierKey());
            foreach (var schema in MailSchemas.All) raindrop.AddSchema(schema);
            foreach (var extension in MailExtensions.All(data.Bumps.Read())) raindrop.AddExtension(extension);
        });
        return services;
    }

}
