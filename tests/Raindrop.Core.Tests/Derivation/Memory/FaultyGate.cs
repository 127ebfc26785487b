using Raindrop.Documents;

namespace Raindrop.Core.Tests.Derivation.Memory;

/// <summary>Fails requests by their number: even numbers before they take effect, odd ones after, when only the answer is lost.</summary>
internal sealed class FaultyGate : IRequestGate
{
    private HashSet<int> _faults = [];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void FailAt(IEnumerable<int> numbers) => _faults = [.. numbers];

    public ValueTask BeforeAsync(string operation)
    {
        var number = Interlocked.Increment(ref _count) * 2;
        return _faults.Contains(number) ? throw new StoreUnavailableException("The request was lost.") : default;
    }

    public ValueTask AfterAsync(string operation) => _faults.Contains((Count * 2) + 1) ? throw new StoreUnavailableException("The answer was lost.") : default;
}
