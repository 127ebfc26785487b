using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Callers;
using Raindrop.Gateway.Following;
using Raindrop.Tenancy.Directory;

namespace Raindrop.Gateway.Sessions;

/// <summary>Follows the database of sessions; creates it where it is missing, and closes it where it is open to every user.</summary>
internal sealed class SessionFollower(SessionServer server, LiveSessions live, WatchSignal signal, IOptions<RaindropSessionOptions> options, TimeProvider time, ILogger<SessionFollower> logger)
    : DatabaseFollower(server.GetDatabase, live, live.Lease, signal, time, logger)
{
    protected override async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        if (options.Value.CreatesDatabase) await ClosedDatabase.EnsureAsync(server.Get(), options.Value.Database, cancellationToken).ConfigureAwait(false);
    }
}
