using Raindrop.Documents;

namespace Raindrop.Core.Tests.Derivation.Memory;

/// <summary>Cuts a host off at one request, as a kill does: that request and all after it fail. Or lets something happen in front of one request.</summary>
internal sealed class CutGate : IRequestGate
{
    private readonly Lock _lock = new();
    private int _count;
    private int _cut = int.MaxValue;
    private bool _afterEffect;
    private int _interruption = int.MaxValue;
    private Func<Task>? _interrupt;

    public void CutAt(int requests, bool afterEffect)
    {
        lock (_lock) (_cut, _afterEffect) = (_count + requests, afterEffect);
    }

    public void Interrupt(int requests, Func<Task> interrupt)
    {
        lock (_lock) (_interruption, _interrupt) = (_count + requests, interrupt);
    }

    public void Open()
    {
        lock (_lock) (_cut, _afterEffect, _interruption, _interrupt) = (int.MaxValue, false, int.MaxValue, null);
    }

    public async ValueTask BeforeAsync(string operation)
    {
        Func<Task>? interrupt = null;
        lock (_lock)
        {
            if (_count >= _cut + (_afterEffect ? 1 : 0)) throw new StoreUnavailableException("Cut off.");
            if (_count++ >= _interruption) (interrupt, _interrupt, _interruption) = (_interrupt, null, int.MaxValue);
        }

        if (interrupt is not null) await interrupt();
    }

    public ValueTask AfterAsync(string operation)
    {
        lock (_lock) return _afterEffect && _count > _cut ? throw new StoreUnavailableException("Cut off.") : default;
    }
}
