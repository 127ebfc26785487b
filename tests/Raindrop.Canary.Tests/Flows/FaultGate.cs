using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Documents;
using Raindrop.Keys;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>Stands before and behind every request to the stores and to the key provider, and lets one of them go wrong.</summary>
internal sealed class FaultGate : IRequestGate, IDisposable
{
    /// <summary>The operations of the key provider begin so.</summary>
    public const string Provider = "provider";

    /// <summary>Reading from and writing to another process.</summary>
    public const string Line = "line";

    private readonly Lock _lock = new();
    private CancellationTokenSource _caller = new();
    private Fault _fault;
    private int _left = int.MaxValue;
    private string? _answer;

    /// <summary>The token of whoever makes the requests.</summary>
    public CancellationToken Caller => _caller.Token;

    /// <summary>Whether the fault that was armed last came to pass.</summary>
    public bool HasFired { get; private set; }

    /// <summary>Lets the request after so many others go wrong, once.</summary>
    public void Arm(int requests, Fault fault)
    {
        _caller.Dispose();
        _caller = new CancellationTokenSource();
        lock (_lock) (_left, _fault, _answer, HasFired) = (fault == Fault.None ? int.MaxValue : requests, fault, null, false);
    }

    public ValueTask BeforeAsync(string operation)
    {
        Exception fault;
        lock (_lock)
        {
            if (_left-- != 0) return ValueTask.CompletedTask;
            if (_fault == Fault.AnswerLost)
            {
                _answer = operation;
                return ValueTask.CompletedTask;
            }

            HasFired = true;
            fault = Of(operation);
        }

        // Cancelling may go on with whatever comes next, the next fault included.
        if (fault is OperationCanceledException) _caller.Cancel();
        throw fault;
    }

    public ValueTask AfterAsync(string operation)
    {
        lock (_lock)
        {
            if (_answer != operation) return ValueTask.CompletedTask;
            (_answer, HasFired) = (null, true);
            throw Of(operation);
        }
    }

    public void Dispose() => _caller.Dispose();

    private Exception Of(string operation) => _fault switch
    {
        Fault.Cancelled => new OperationCanceledException(_caller.Token),
        Fault.Crash => new InvalidOperationException("It broke.", new IOException("Deep inside.")),
        _ when operation.StartsWith(Provider, StringComparison.Ordinal) => new KeyProviderException(KeyProviderFailure.Throttled, "Too much to do.", new IOException("It hung up.")),
        _ when operation.StartsWith(Line, StringComparison.Ordinal) => new IOException("The line broke."),
        _ => new StoreUnavailableException("The store is away."),
    };
}
