using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Documents;

namespace Raindrop.Credentials.Tests.Stores;

/// <summary>Lets a test step in before or after a request of a kind, once.</summary>
internal sealed class HookGate : IRequestGate
{
    private readonly Lock _lock = new();
    private readonly List<(string Operation, bool IsAfter, Func<Task> Step)> _steps = [];
    private readonly List<string> _requests = [];

    /// <summary>The requests that were made.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock) return [.. _requests];
        }
    }

    public void Before(string operation, Func<Task> step)
    {
        lock (_lock) _steps.Add((operation, false, step));
    }

    public void After(string operation, Func<Task> step)
    {
        lock (_lock) _steps.Add((operation, true, step));
    }

    /// <summary>Loses the next request of a kind, or its answer alone.</summary>
    public void Lose(string operation, bool onlyTheAnswer = false)
    {
        Task Fail() => throw new StoreUnavailableException("Lost.");
        if (onlyTheAnswer) After(operation, Fail);
        else Before(operation, Fail);
    }

    public async ValueTask BeforeAsync(string operation)
    {
        lock (_lock) _requests.Add(operation);
        await RunAsync(operation, isAfter: false);
    }

    public async ValueTask AfterAsync(string operation) => await RunAsync(operation, isAfter: true);

    private async Task RunAsync(string operation, bool isAfter)
    {
        Func<Task>? step = null;
        lock (_lock)
        {
            var at = _steps.FindIndex(one => one.Operation == operation && one.IsAfter == isAfter);
            if (at >= 0)
            {
                step = _steps[at].Step;
                _steps.RemoveAt(at);
            }
        }

        if (step is not null) await step();
    }
}
