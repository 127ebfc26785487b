using Raindrop.Credentials;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Running;

/// <summary>The credentials that one run of an extension is given: those that it declared, until it ends.</summary>
internal sealed class RunCredentials(ExtensionNode node, BatchCredentials batch, ReadBatcher reads) : IDisposable
{
    private readonly Lock _lock = new();
    private List<CredentialLease>? _leases = [];
    private int _waiting;

    /// <summary>A fault of the vault, which is not the extension's.</summary>
    public Exception? Outage { get; private set; }

    public bool IsWaiting => Volatile.Read(ref _waiting) > 0;

    public async ValueTask<CredentialLease> OpenAsync(CredentialUse use, CancellationToken cancellationToken)
    {
        if (!node.Definition.Credentials.Contains(use))
            throw new DerivationException(DerivationFailure.UndeclaredCredential, $"Extension '{node.Id}' asked for a credential. Declare its name and purpose among its credentials.");
        return Keep(await AskAsync(use, cancellationToken).ConfigureAwait(false));
    }

    public void Dispose()
    {
        List<CredentialLease>? leases;
        lock (_lock) (leases, _leases) = (_leases, null);
        foreach (var lease in leases ?? []) lease.Dispose();
    }

    private async ValueTask<CredentialLease> AskAsync(CredentialUse use, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        // The others of the batch read on meanwhile.
        reads.Leave();
        try
        {
            return await batch.OpenAsync(use, new CredentialAccess(ExtensionNode.ActorOf(node.Id)), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not DerivationException and not OperationCanceledException)
        {
            Outage = e;
            throw;
        }
        finally
        {
            reads.Enter();
            Interlocked.Decrement(ref _waiting);
        }
    }

    // A run that was given up may still be asking.
    private CredentialLease Keep(CredentialLease lease)
    {
        lock (_lock)
        {
            if (_leases is not null)
            {
                _leases.Add(lease);
                return lease;
            }
        }

        lease.Dispose();
        throw new ObjectDisposedException(nameof(CredentialLease), "The derivation has ended.");
    }
}
