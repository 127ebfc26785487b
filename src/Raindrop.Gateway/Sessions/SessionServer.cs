using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Documents;

namespace Raindrop.Gateway.Sessions;

/// <summary>The server of the database of sessions: one of its own, or the host's.</summary>
internal sealed class SessionServer(IServiceProvider services, IOptions<RaindropSessionOptions> options)
{
    public const string Key = "Raindrop.Gateway.Sessions";

    public IDocumentServer Get() => services.GetKeyedService<IDocumentServer>(Key) ?? services.GetRequiredService<IDocumentServer>();

    public IDocumentDatabase GetDatabase() => Get().GetDatabase(options.Value.Database);
}
