using Raindrop.Tenancy;

namespace Raindrop.Keys.Use;

/// <summary>Lets one caller at a time do something for a tenant, so that many who want one key ask the provider once.</summary>
internal sealed class TenantTurns
{
    private readonly Dictionary<TenantId, (SemaphoreSlim Free, int Callers)> _turns = [];

    public async ValueTask<IDisposable> TakeAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        SemaphoreSlim free;
        lock (_turns)
        {
            var (found, callers) = _turns.TryGetValue(tenant, out var turn) ? turn : (new SemaphoreSlim(1), 0);
            _turns[tenant] = (free = found, callers + 1);
        }

        try
        {
            await free.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Turn(this, tenant);
        }
        catch
        {
            Leave(tenant);
            throw;
        }
    }

    private void Leave(TenantId tenant)
    {
        lock (_turns)
        {
            var (free, callers) = _turns[tenant];
            if (callers > 1)
            {
                _turns[tenant] = (free, callers - 1);
                return;
            }

            _turns.Remove(tenant);
            free.Dispose();
        }
    }

    private sealed class Turn(TenantTurns turns, TenantId tenant) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) != 0) return;
            lock (turns._turns) turns._turns[tenant].Free.Release();
            turns.Leave(tenant);
        }
    }
}
