using System.Collections.Concurrent;
using Raindrop.Credentials;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Running;

/// <summary>Opens each credential once for the runs of a batch, which are all of one extension: one entry in the audit trail, not one for each document.</summary>
internal sealed class BatchCredentials(TenantCredentials tenant, CancellationToken cancellationToken) : IDisposable
{
    private readonly ConcurrentDictionary<(CredentialUse Use, CredentialAccess Access), Lazy<Task<CredentialLease>>> _opened = new();

    /// <summary>A lease of the run's own.</summary>
    public async ValueTask<CredentialLease> OpenAsync(CredentialUse use, CredentialAccess access, CancellationToken ended)
    {
        var opening = _opened.GetOrAdd((use, access), key => new Lazy<Task<CredentialLease>>(() => tenant.OpenAsync(key.Use, key.Access, cancellationToken).AsTask()));
        var opened = await opening.Value.WaitAsync(ended).ConfigureAwait(false);
        return new CredentialLease(opened.Info, opened.Credential.Clone());
    }

    /// <summary>Zeroes what was opened; what a vault still answers is zeroed when it does.</summary>
    public void Dispose()
    {
        foreach (var opening in _opened.Values)
            _ = opening.Value.ContinueWith(static opened => opened.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
