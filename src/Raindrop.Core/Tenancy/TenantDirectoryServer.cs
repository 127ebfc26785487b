using Microsoft.Extensions.DependencyInjection;
using Raindrop.Documents;

namespace Raindrop.Tenancy;

/// <summary>The server of the directory's database: one of its own, or the host's.</summary>
internal sealed class TenantDirectoryServer(IServiceProvider services)
{
    public const string Key = "Raindrop.Tenancy.Directory";

    public IDocumentServer Get() => services.GetKeyedService<IDocumentServer>(Key) ?? services.GetRequiredService<IDocumentServer>();
}
