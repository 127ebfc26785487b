using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>What the server is, asked once.</summary>
internal sealed class ServerFacts(CouchConnection connection)
{
    private volatile ServerInfo? _info;

    public async ValueTask<ServerInfo> GetAsync(CancellationToken cancellationToken) =>
        _info ??= await connection.ParseAsync(new CouchRequest("read server info", HttpMethod.Get, ""), ServerInfoJson.Parse, cancellationToken).ConfigureAwait(false);

    public async ValueTask<bool> HasAsync(StoreCapabilities capability, CancellationToken cancellationToken) =>
        (await GetAsync(cancellationToken).ConfigureAwait(false)).Capabilities.HasFlag(capability);

    /// <exception cref="StoreFeatureMissingException">The server lacks it.</exception>
    public async ValueTask RequireAsync(StoreCapabilities capability, string operation, CancellationToken cancellationToken)
    {
        if (!await HasAsync(capability, cancellationToken).ConfigureAwait(false)) throw new StoreFeatureMissingException(capability) { Operation = operation };
    }
}
