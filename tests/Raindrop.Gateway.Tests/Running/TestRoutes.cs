using System.Collections.Concurrent;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Running;

/// <summary>Routes in memory, which tests change while requests run.</summary>
internal sealed class TestRoutes : ITenantRoutes
{
    private readonly ConcurrentDictionary<TenantSubject, TenantRoute> _routes = new();

    /// <summary>What asking throws; <see langword="null"/> where it answers.</summary>
    public Exception? Failure { get; set; }

    public void Set(TenantSubject subject, TenantRoute route) => _routes[subject] = route;

    public ValueTask<TenantRoute?> FindAsync(TenantSubject subject, CancellationToken cancellationToken = default) =>
        Failure is null ? ValueTask.FromResult(_routes.GetValueOrDefault(subject)) : ValueTask.FromException<TenantRoute?>(Failure);
}
