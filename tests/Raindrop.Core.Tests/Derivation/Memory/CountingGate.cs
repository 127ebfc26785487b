using System.Collections.Concurrent;

namespace Raindrop.Core.Tests.Derivation.Memory;

/// <summary>Counts requests.</summary>
internal sealed class CountingGate : IRequestGate
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public IReadOnlyDictionary<string, int> Counts => _counts;

    public int Total => _counts.Values.Sum();

    public ValueTask BeforeAsync(string operation)
    {
        _counts.AddOrUpdate(operation, 1, (_, count) => count + 1);
        return default;
    }

    public ValueTask AfterAsync(string operation) => default;

    public void Reset() => _counts.Clear();
}
