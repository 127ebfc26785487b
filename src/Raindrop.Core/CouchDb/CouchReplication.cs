using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.CouchDb.Operations;
using Raindrop.Documents;

namespace Raindrop.CouchDb;

/// <summary>Replication by the server (<c>_replicate</c>), once. It has about two seconds of fixed cost: for a few documents read and write them instead.</summary>
public sealed class CouchReplication
{
    /// <summary>The server is silent until it has copied everything.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(6);
    private readonly CouchConnection _connection;
    private readonly ServerFacts _facts;

    internal CouchReplication(CouchConnection connection, ServerFacts facts)
    {
        _connection = connection;
        _facts = facts;
    }

    /// <summary>Copies what the target lacks, and returns when that is done.</summary>
    /// <param name="request">What is replicated.</param>
    /// <param name="cancellationToken">Ends the call; the server notices when it next reports.</param>
    /// <exception cref="StoreUnavailableException">A side cannot be reached by the server, or refuses it.</exception>
    public async ValueTask<ReplicationResult> ReplicateAsync(ReplicationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _facts.RequireAsync(StoreCapabilities.Replication, "replicate", cancellationToken).ConfigureAwait(false);
        using var body = new RequestBody();
        ReplicationJson.Write(body, request);
        var sent = new CouchRequest("replicate", HttpMethod.Post, "_replicate") { Body = body, Kind = RequestKind.Write, Silence = LongestRun };
        return await _connection.ParseAsync(sent, ReplicationJson.Parse, cancellationToken).ConfigureAwait(false);
    }
}
