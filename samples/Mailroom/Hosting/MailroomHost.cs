using Mailroom.Extensions;
using Mailroom.Gateway;
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

    private readonly GatewaySession? _session;

    private MailroomHost(ServiceProvider services, DataFolder data, IDocumentDatabase database, GatewaySession? session = null)
    {
        (_services, _data, _session) = (services, data, session);
        Database = database;
    }

    /// <summary>The tenant's database.</summary>
    public IDocumentDatabase Database { get; }

    /// <summary>The tenant, whose id tells nothing: it is a keyed hash of the database's name.</summary>
    public TenantId Tenant => TenantId.Parse(Hasher.Hash($"tenant\n{Database.Name}"));

    /// <summary>Whether another host derives, behind a gateway.</summary>
    public bool IsBehindGateway => _session is not null;

    public IDerivationRunner Runner => _services.GetRequiredService<IDerivationRunner>();

    public IdentifierHasher Hasher => _services.GetRequiredService<IdentifierHasher>();

    /// <summary>Opens the tenant's database, and creates it where there is none.</summary>
    public static async Task<MailroomHost> OpenAsync(MailroomSettings settings, CancellationToken cancellationToken)
    {
        var data = new DataFolder(settings.Data);
        if (settings.Gateway is { } gateway) return await OpenAsync(settings, gateway, data, cancellationToken);
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

    public async ValueTask DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        await _services.DisposeAsync();
    }

    private static async Task<MailroomHost> OpenAsync(MailroomSettings settings, GatewaySettings gateway, DataFolder data, CancellationToken cancellationToken)
    {
        var transport = GatewaySession.CreateHandler(gateway);
        var session = await GatewaySession.SignInAsync(gateway, transport, cancellationToken);
        var services = Register(data);
        services.AddCouchDb(options => options.Endpoint = new Uri(gateway.Address, TenantHandler.Mount))
            .ConfigurePrimaryHttpMessageHandler(() => new TenantHandler(session.Tenant, settings.Database, transport));
        var provider = services.BuildServiceProvider();
        return new MailroomHost(provider, data, provider.GetRequiredService<IDocumentServer>().GetDatabase(settings.Database), session);
    }

    private static ServiceCollection Register(MailroomSettings settings, DataFolder data)
    {
        var services = Register(data);
        if (settings.CouchDb is { } endpoint) services.AddCouchDb(options => options.Endpoint = endpoint);
        else services.AddEmbeddedStore(options => options.Folder = data.Store);
        return services;
    }

    private static ServiceCollection Register(DataFolder data)
    {
        var services = new ServiceCollection();
        services.AddRaindrop(raindrop =>
        {
            raindrop.Configure(options => options.IdentifierKey = data.ReadIdentifierKey());
            foreach (var schema in MailSchemas.All) raindrop.AddSchema(schema);
            foreach (var extension in MailExtensions.All(data.Bumps.Read())) raindrop.AddExtension(extension);
        });
        return services;
    }
}
