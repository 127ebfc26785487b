using Raindrop.Documents;

namespace Raindrop.Derivation;

/// <summary>Runs the registered extensions over a tenant's database.</summary>
/// <remarks>Safe to call for many tenants at once. For one tenant, calls take turns through a lease in its database, also across hosts.</remarks>
public interface IDerivationRunner
{
    /// <summary>Runs what is outdated, until nothing is.</summary>
    /// <param name="database">The tenant's database.</param>
    /// <param name="progress">Told after each batch, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the pass. What was stored stays, the rest is found by the next pass.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="DocumentStoreException">The store failed. Nothing is lost: run again.</exception>
    Task<DerivationResult> RunOnceAsync(IDocumentDatabase database, IProgress<DerivationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Compares all inputs, reads and outputs with what is recorded, whatever the checkpoint says: runs what is outdated, restores what was changed, removes orphans.</summary>
    /// <param name="database">The tenant's database.</param>
    /// <param name="progress">Told after each batch, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the pass.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="DocumentStoreException">The store failed. Nothing is lost: run again.</exception>
    Task<DerivationResult> ReconcileAsync(IDocumentDatabase database, IProgress<DerivationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Runs a pass, then one whenever something changes, until cancelled. An outage of the store is waited out; a paused extension is tried again by itself.</summary>
    /// <param name="database">The tenant's database.</param>
    /// <param name="progress">Told after each batch, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends it; the task then completes without an exception.</param>
    /// <exception cref="DocumentStoreException">The store refuses this host for good: the database is gone, or access was taken away.</exception>
    Task FollowAsync(IDocumentDatabase database, IProgress<DerivationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes what an extension that is no longer registered has derived, and what is recorded of it.</summary>
    /// <param name="database">The tenant's database.</param>
    /// <param name="extensionId">The extension's id.</param>
    /// <param name="cancellationToken">Ends the sweep; run again to finish it.</param>
    /// <returns>The number of documents deleted.</returns>
    /// <exception cref="InvalidOperationException">The extension is still registered.</exception>
    Task<long> RemoveExtensionAsync(IDocumentDatabase database, string extensionId, CancellationToken cancellationToken = default);

    /// <summary>Lists the derivations that failed for good.</summary>
    /// <param name="database">The tenant's database.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<DeadLetter> ListDeadLettersAsync(IDocumentDatabase database, CancellationToken cancellationToken = default);

    /// <summary>Marks dead letters to be run again by the next pass. A follower of the tenant, in whatever process, starts one at once.</summary>
    /// <param name="database">The tenant's database.</param>
    /// <param name="extensionId">Only those of this extension, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Their number.</returns>
    Task<int> RetryDeadLettersAsync(IDocumentDatabase database, string? extensionId = null, CancellationToken cancellationToken = default);

    /// <summary>Strikes dead letters from the list. Their derivations run again only when their input, reads or extension change.</summary>
    /// <param name="database">The tenant's database.</param>
    /// <param name="extensionId">Only those of this extension, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Their number.</returns>
    Task<int> ClearDeadLettersAsync(IDocumentDatabase database, string? extensionId = null, CancellationToken cancellationToken = default);

    /// <summary>Says what a document was derived from, with versions, back to the source documents.</summary>
    /// <param name="database">The tenant's database.</param>
    /// <param name="documentId">The document's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The tree, or <see langword="null"/> if there is no such document.</returns>
    Task<DerivationExplanation?> ExplainAsync(IDocumentDatabase database, string documentId, CancellationToken cancellationToken = default);
}
