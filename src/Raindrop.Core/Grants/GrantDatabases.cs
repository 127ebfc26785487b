using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Documents;

namespace Raindrop.Grants;

/// <summary>The databases of grants, each on its server.</summary>
internal sealed class GrantDatabases(IServiceProvider services, IOptions<GrantQueueOptions> queue, IOptions<GrantExecutorOptions> executor)
{
    public IDocumentDatabase Get(GrantDatabase database) => ServerOf(database).GetDatabase(NameOf(database));

    public IDocumentServer ServerOf(GrantDatabase database) => services.GetKeyedService<IDocumentServer>(database) ?? services.GetRequiredService<IDocumentServer>();

    public string NameOf(GrantDatabase database) => database == GrantDatabase.Queue ? queue.Value.Database : executor.Value.Database;
}
