using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tenants;

/// <summary>The database of the directory of tenants.</summary>
internal static class DirectoryDatabase
{
    /// <summary>The database, of a host that has a directory.</summary>
    public static IDocumentDatabase Of(IServiceProvider services) =>
        services.GetRequiredService<TenantDirectoryServer>().Get().GetDatabase(services.GetRequiredService<IOptions<TenantDirectoryOptions>>().Value.Database);
}
