using Raindrop.Core.Tests.Derivation.Memory;

namespace Raindrop.Grants.Tests.Running;

/// <summary>Lets something happen in front of one request, and tells which request that was.</summary>
internal sealed class LastGate(int request, Func<Task> interrupt) : IRequestGate
{
    private int _count;

    /// <summary>The request in front of which it happened; <see langword="null"/> where there were fewer.</summary>
    public string? Interrupted { get; private set; }

    public async ValueTask BeforeAsync(string operation)
    {
        if (_count++ != request) return;
        Interrupted = operation;
        await interrupt();
    }

    public ValueTask AfterAsync(string operation) => default;
}
