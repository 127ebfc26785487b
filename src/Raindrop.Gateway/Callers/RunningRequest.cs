using Raindrop.Tenancy;

namespace Raindrop.Gateway.Callers;

/// <summary>A request that is being forwarded, and may be cut.</summary>
internal sealed class RunningRequest(TenantRequest request, Caller caller, CancellationToken clientGone) : IDisposable
{
    private readonly CancellationTokenSource _cut = CancellationTokenSource.CreateLinkedTokenSource(clientGone);
    private readonly Lock _ending = new();
    private bool _hasEnded;

    public TenantRequest Request { get; } = request;

    public Caller Caller { get; } = caller;

    /// <summary>Fires when the request is cut, or its client is gone.</summary>
    public CancellationToken Stop => _cut.Token;

    /// <summary>Why it was cut; <see langword="null"/> where it was not.</summary>
    public DecisionReason? CutBecause { get; private set; }

    /// <summary>Cuts it.</summary>
    /// <param name="reason">Why; <see cref="DecisionReason.Undecided"/> where nobody could say.</param>
    public void Cut(DecisionReason reason)
    {
        lock (_ending)
        {
            if (_hasEnded || CutBecause is not null) return;
            CutBecause = reason;
            _cut.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_ending)
        {
            _hasEnded = true;
            _cut.Dispose();
        }
    }
}
