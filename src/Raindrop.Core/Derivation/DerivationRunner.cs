using Microsoft.Extensions.Options;
using Raindrop.Credentials;
using Raindrop.Derivation.Following;
using Raindrop.Derivation.Inspection;
using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Passes;
using Raindrop.Derivation.Running;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Tenancy;

namespace Raindrop.Derivation;

/// <summary>The entry to derivation: makes what a call needs, and keeps nothing between calls but who is followed.</summary>
internal sealed class DerivationRunner(
    IExtensionRegistry extensions,
    IdentifierHasher hasher,
    IOptions<DerivationOptions> options,
    FollowedTenants followed,
    TimeProvider time,
    ICredentialVault? vault = null,
    ITenantLookup? tenants = null) : IDerivationRunner
{
    private readonly ExtensionRegistry _registry = ExtensionRegistry.From(extensions);

    public Task<DerivationResult> RunOnceAsync(IDocumentDatabase database, IProgress<DerivationProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(database, reconcile: false, progress, cancellationToken);

    public Task<DerivationResult> ReconcileAsync(IDocumentDatabase database, IProgress<DerivationProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(database, reconcile: true, progress, cancellationToken);

    public Task FollowAsync(IDocumentDatabase database, IProgress<DerivationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        return new DerivationFollower(this, followed, options.Value, time).FollowAsync(database, progress, cancellationToken);
    }

    public Task<long> RemoveExtensionAsync(IDocumentDatabase database, string extensionId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentException.ThrowIfNullOrEmpty(extensionId);
        if (_registry.Find(extensionId) is not null) throw new InvalidOperationException($"Extension '{extensionId}' is registered and would derive its documents again. Take it out of the registry first.");
        return ExtensionRemoval.RunAsync(database, extensionId, cancellationToken);
    }

    public async IAsyncEnumerable<DeadLetter> ListDeadLettersAsync(IDocumentDatabase database, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        using var ledger = new Ledger(database, new OwnWrites());
        await foreach (var letter in DeadLetterOffice.ListAsync(ledger, null, cancellationToken).ConfigureAwait(false)) yield return letter;
    }

    public Task<int> RetryDeadLettersAsync(IDocumentDatabase database, string? extensionId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        return DeadLetterOffice.ChangeAsync(database, extensionId, trace => trace with { Version = 0 }, cancellationToken);
    }

    public Task<int> ClearDeadLettersAsync(IDocumentDatabase database, string? extensionId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        return DeadLetterOffice.ChangeAsync(database, extensionId, trace => trace with { Failure = null }, cancellationToken);
    }

    public async Task<DerivationExplanation?> ExplainAsync(IDocumentDatabase database, string documentId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentException.ThrowIfNullOrEmpty(documentId);
        using var ledger = new Ledger(database, new OwnWrites());
        return await new Explainer(database, _registry, ledger).ExplainAsync(documentId, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DerivationResult> RunAsync(IDocumentDatabase database, bool reconcile, IProgress<DerivationProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        var credentials = new TenantCredentials(database.Name, vault, tenants);
        using var pass = new DerivationPass(database, _registry, hasher, credentials, options.Value, time, new PassReport(_registry.Nodes, progress, time));
        return await pass.RunAsync(reconcile, cancellationToken).ConfigureAwait(false);
    }
}
