using Microsoft.Extensions.Logging;
using Raindrop.Gateway.Callers;
using Raindrop.Gateway.Following;

namespace Raindrop.Gateway.Tenants;

/// <summary>Follows the database of the directory of tenants.</summary>
internal sealed class DirectoryFollower(DirectoryRoutes routes, WatchSignal signal, TimeProvider time, ILogger<DirectoryFollower> logger)
    : DatabaseFollower(routes.GetDatabase, routes, routes.Lease, signal, time, logger);
