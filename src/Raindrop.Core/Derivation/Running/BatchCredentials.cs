using Raindrop.Credentials;
using Raindrop.Extensions;
using Raindrop.Keys;

namespace Raindrop.Derivation.Running;

/// <summary>
/// Opens each credential once for the runs of a batch, which are all of one extension: one entry in the audit trail, not one for each document. Runs may take
/// long; what was opened a while ago is opened again, so that who suspends or shreds a tenant need not wait for the batch.
/// </summary>
internal sealed class BatchCredentials(TenantCredentials tenant, TimeProvider time, CancellationToken cancellationToken) : IDisposable
{
    /// <summary>With the longest time that a host goes by what it read of a tenant's keys, the propagation bound.</summary>
    private static readonly TimeSpan Lifetime = ITenantKeyStore.PropagationBound / 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<(CredentialUse Use, CredentialAccess Access), Opening> _current = [];
    // A run may still take its own copy of one that is too old for the next.
    private readonly List<Opening> _all = [];
    private bool _isDisposed;

    /// <summary>A lease of the run's own.</summary>
    public async ValueTask<CredentialLease> OpenAsync(CredentialUse use, CredentialAccess access, CancellationToken ended)
    {
        var opened = await Find(use, access).Lease.Value.WaitAsync(ended).ConfigureAwait(false);
        return new CredentialLease(opened.Info, opened.Credential.Clone());
    }

    /// <summary>Zeroes what was opened; what a vault still answers is zeroed when it does.</summary>
    public void Dispose()
    {
        lock (_lock) _isDisposed = true;
        foreach (var opening in _all)
            _ = opening.Lease.Value.ContinueWith(static opened => opened.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private Opening Find(CredentialUse use, CredentialAccess access)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_current.TryGetValue((use, access), out var known) && time.GetElapsedTime(known.Since) < Lifetime) return known;
            var opening = new Opening(time.GetTimestamp(), new Lazy<Task<CredentialLease>>(() => tenant.OpenAsync(use, access, cancellationToken).AsTask()));
            _all.Add(opening);
            return _current[(use, access)] = opening;
        }
    }

    private sealed record Opening(long Since, Lazy<Task<CredentialLease>> Lease);
}
