using Raindrop.Tenancy;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>Something that somebody does with the vault.</summary>
/// <param name="Name">What, for people.</param>
/// <param name="Prepare">What must be there before, done without faults.</param>
/// <param name="Act">What is done, and what it gives.</param>
internal sealed record Step(string Name, Func<VaultWorld, TenantId, Task> Prepare, Func<VaultWorld, TenantId, CancellationToken, Task<object?>> Act)
{
    public Step(string name, Func<VaultWorld, TenantId, CancellationToken, Task<object?>> act)
        : this(name, (_, _) => Task.CompletedTask, act)
    {
    }
}
