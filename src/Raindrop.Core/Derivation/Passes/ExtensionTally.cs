using Raindrop.Derivation.Writing;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Passes;

/// <summary>Counts what a pass does for one extension.</summary>
internal sealed class ExtensionTally(ExtensionNode node, TimeProvider time)
{
    private readonly Lock _lock = new();
    private ExtensionResult _result = new() { Extension = node.Id, Version = node.Version };
    private long _started;
    private long _ended;

    public ExtensionRunState State { get; private set; }

    public ExtensionResult Result
    {
        get
        {
            lock (_lock)
            {
                var seconds = time.GetElapsedTime(_started, _ended).TotalSeconds;
                return _result with { State = State, Rate = seconds > 0 ? _result.Executed / seconds : 0 };
            }
        }
    }

    public void StandBy()
    {
        lock (_lock) State = ExtensionRunState.StandingBy;
    }

    public void Begin()
    {
        lock (_lock)
        {
            if (_started == 0) _started = _ended = time.GetTimestamp();
        }
    }

    /// <summary>Counts runs, and judges them: too many failures pause the extension.</summary>
    /// <returns>Whether the extension goes on.</returns>
    public bool Executed(int executed, int failed, int window)
    {
        lock (_lock)
        {
            _result = _result with { Outdated = _result.Outdated + executed, Executed = _result.Executed + executed, Failed = _result.Failed + failed };
            if (_result.Executed >= window && _result.Failed * 2 > _result.Executed && State == ExtensionRunState.Running) State = ExtensionRunState.Paused;
            return State == ExtensionRunState.Running;
        }
    }

    public void Stored(WriteCounts counts, int deadLettered)
    {
        lock (_lock)
        {
            _result = _result with
            {
                Written = _result.Written + counts.Written,
                Unchanged = _result.Unchanged + counts.Unchanged,
                Deleted = _result.Deleted + counts.Deleted,
                DeadLettered = _result.DeadLettered + deadLettered,
                LastAdvance = time.GetUtcNow(),
            };
            _ended = time.GetTimestamp();
        }
    }
}
