using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Tenancy.Directory;

/// <summary>What a directory is made of.</summary>
internal sealed class TenantDirectoryFactory
{
    /// <summary>The server of the tenants' databases.</summary>
    public required IDocumentServer Server { get; init; }

    /// <summary>The server of the directory's own database.</summary>
    public required IDocumentServer DirectoryServer { get; init; }

    public required IdentifierHasher Hasher { get; init; }

    public required IOptions<TenantDirectoryOptions> Options { get; init; }

    public required TimeProvider Time { get; init; }

    public IEnumerable<TenantDesignDocument> Designs { get; init; } = [];

    public IEnumerable<ITenantData> Parts { get; init; } = [];

    /// <summary>The keys of tenants, where the host has any.</summary>
    public ITenantKeyStore? Keys { get; init; }

    public TenantDirectory Create()
    {
        var database = DirectoryServer.GetDatabase(Options.Value.Database);
        var entries = new TenantEntries(database);
        var claims = new IdentityClaims(database, entries);
        var names = new TenantDatabaseNames(database);
        var hasher = new SubjectHasher(Hasher);
        var provisioning = new TenantProvisioning(Server, names, new TenantAccess(Server), new TenantDesigns(Server, Designs), Keys, Options);
        var removal = new TenantRemoval(Server, DirectoryServer, database, entries, claims, names, Keys, Parts, Time);
        var creation = new TenantCreation(entries, claims, provisioning, removal, Time);
        var suspension = new TenantSuspension(entries, creation, provisioning, Parts, Time);
        var linking = new TenantLinking(entries, claims, hasher, Options, Time);
        var finishing = new TenantFinishing(entries, creation, removal, suspension, linking, Time);
        return new TenantDirectory(entries, claims, names, hasher, creation, suspension, linking, removal, provisioning, finishing, Time);
    }
}
