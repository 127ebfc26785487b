using Net.Pkcs11Interop.Common;
using Raindrop.Keys.Providers;
using Raindrop.Pkcs11.Tokens;

namespace Raindrop.Pkcs11.Sessions;

/// <summary>
/// Runs calls on sessions that stay open, each on a thread of its own, as a module may block for as long as it likes: whoever called is let go when
/// they give up, and the call counts until it ends.
/// </summary>
internal sealed class SessionPool(IToken token, int maxSessions) : IDisposable
{
    private readonly SemaphoreSlim _free = new(maxSessions);
    private readonly Lock _lock = new();
    private readonly Stack<ITokenSession> _idle = [];
    private int _generation;
    private bool _isDisposed;

    public async ValueTask<T> RunAsync<T>(Func<ITokenSession, T> call, Action<T> discard, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        var running = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    return Run(call);
                }
                catch (Pkcs11Exception e)
                {
                    throw CkrFailures.ToException(e);
                }
                finally
                {
                    _free.Release();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        return await AbandonedCall.WaitAsync(running, discard, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        lock (_lock) _isDisposed = true;
        DropIdle();
    }

    private T Run<T>(Func<ITokenSession, T> call)
    {
        if (Take(out var generation) is { } used)
        {
            try
            {
                return Run(call, used, generation);
            }
            catch (Exception e) when (CkrFailures.IsStale(e))
            {
                // The token was reset since, and has done nothing: all sessions are lost, and the call is made on a new one.
                DropIdle();
                token.Reconnect();
            }
        }

        var session = Open(out generation);
        return Run(call, session, generation);
    }

    private ITokenSession Open(out int generation)
    {
        lock (_lock) generation = _generation;
        try
        {
            return token.OpenSession();
        }
        catch (Exception e) when (CkrFailures.IsStale(e))
        {
            DropIdle();
            token.Reconnect();
            lock (_lock) generation = _generation;
            return token.OpenSession();
        }
    }

    // A session in which something failed is closed: nobody knows what it still does.
    private T Run<T>(Func<ITokenSession, T> call, ITokenSession session, int generation)
    {
        var isGood = false;
        try
        {
            var result = call(session);
            isGood = true;
            return result;
        }
        finally
        {
            if (!isGood || !TryGive(session, generation)) session.Dispose();
        }
    }

    private ITokenSession? Take(out int generation)
    {
        lock (_lock)
        {
            generation = _generation;
            return _idle.TryPop(out var session) ? session : null;
        }
    }

    private bool TryGive(ITokenSession session, int generation)
    {
        lock (_lock)
        {
            if (_isDisposed || generation != _generation) return false;
            _idle.Push(session);
            return true;
        }
    }

    private void DropIdle()
    {
        ITokenSession[] dropped;
        lock (_lock)
        {
            _generation++;
            dropped = [.. _idle];
            _idle.Clear();
        }

        foreach (var session in dropped) session.Dispose();
    }
}
