using Raindrop.Core.Tests.Derivation.Memory;

namespace Raindrop.Grants.Tests.Running;

/// <summary>Notes every request, and lets it wait or fail as a test says.</summary>
internal sealed class NotingGate(Func<string, Task>? before = null) : IRequestGate
{
    private readonly List<string> _requests = [];

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    public async ValueTask BeforeAsync(string operation)
    {
        lock (_requests) _requests.Add(operation);
        if (before is not null) await before(operation);
    }

    public ValueTask AfterAsync(string operation) => default;
}
