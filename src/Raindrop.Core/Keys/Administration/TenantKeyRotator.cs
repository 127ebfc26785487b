using Raindrop.Keys.Stored;
using Raindrop.Keys.Use;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Administration;

/// <summary>
/// Gives a tenant a new key. The new key is current first; then what the old ones sealed is sealed again; then the propagation bound passes, within
/// which a host that asked before has stored what it was sealing; then all records are looked at once more, and only if none is left under them the
/// old keys are dropped. Whoever is killed between any two of these steps begins at the second one again.
/// </summary>
internal sealed class TenantKeyRotator(TenantKeyDocuments documents, KeyWrapping wrapping, TenantKeyCache cache, IEnumerable<ITenantRecords> records, TimeProvider time)
{
    /// <summary>How often all records are looked at until a look finds nothing to do.</summary>
    private const int MostLooks = 10;

    private readonly IReadOnlyList<ITenantRecords> _records = [.. records];

    public async ValueTask<TenantKeyRotation> RunAsync(TenantId tenant, IProgress<TenantKeyRotation>? progress, CancellationToken cancellationToken)
    {
        if (_records.All(found => found.Purpose != KeyPurpose.Credentials))
            throw new InvalidOperationException("A rotation must seal the tenant's records again, and no ITenantRecords of credentials is registered: rotate on a host that has the credential vault.");
        var (keys, isNew) = await BeginAsync(tenant, cancellationToken).ConfigureAwait(false);
        var begun = time.GetTimestamp();
        var rotation = new TenantKeyRotation { Tenant = tenant, KeyId = keys.Current.Id, IsNewKey = isNew };
        rotation = await LookAsync(rotation, progress, cancellationToken).ConfigureAwait(false);
        if (ITenantKeyStore.PropagationBound - time.GetElapsedTime(begun) is var rest && rest > TimeSpan.Zero) await Task.Delay(rest, time, cancellationToken).ConfigureAwait(false);
        for (var look = 0; look < MostLooks; look++)
        {
            var before = rotation.Resealed;
            rotation = await LookAsync(rotation, progress, cancellationToken).ConfigureAwait(false);
            if (rotation.Resealed > before) continue;
            if (rotation.Left > 0) break;
            await DropAsync(tenant, [.. keys.Keys.Skip(1).Select(key => key.Id)], cancellationToken).ConfigureAwait(false);
            return rotation with { IsComplete = true };
        }

        return rotation;
    }

    private async ValueTask<(TenantKeyDocument Keys, bool IsNew)> BeginAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var stored = await documents.RequireAsync(tenant, cancellationToken).ConfigureAwait(false);
        stored.Document.RequireActive();
        var isNew = false;
        if (stored.Document.Keys.Count == 1)
        {
            var made = await wrapping.CreateAsync(id => KeyContext.OfTenant(tenant, id, Sealing.SealedRecord.SuiteName), cancellationToken).ConfigureAwait(false);
            // Another host may have begun meanwhile: then its rotation is finished.
            stored = await documents.UpdateAsync(tenant, document =>
            {
                document.RequireActive();
                return document.Keys.Count > 1 ? document : document with { Keys = [made, .. document.Keys] };
            }, cancellationToken).ConfigureAwait(false);
            isNew = stored.Document.Current.Id == made.Id;
        }

        cache.Keep(stored);
        return (stored.Document, isNew);
    }

    private async ValueTask<TenantKeyRotation> LookAsync(TenantKeyRotation before, IProgress<TenantKeyRotation>? progress, CancellationToken cancellationToken)
    {
        var sum = before with { Left = 0, Unreadable = 0 };
        foreach (var found in _records)
        {
            var soFar = sum;
            var reporting = progress is null ? null : new Reporting(result => progress.Report(Add(soFar, result)));
            sum = Add(soFar, await found.ResealAsync(before.Tenant, reporting, cancellationToken).ConfigureAwait(false));
        }

        progress?.Report(sum);
        return sum;
    }

    private async ValueTask DropAsync(TenantId tenant, HashSet<string> old, CancellationToken cancellationToken)
    {
        var stored = await documents.UpdateAsync(tenant, document =>
        {
            List<KeyEntry> kept = [.. document.Keys.Where((key, i) => i == 0 || !old.Contains(key.Id))];
            return kept.Count == document.Keys.Count ? document : document with { Keys = kept };
        }, cancellationToken).ConfigureAwait(false);
        cache.Keep(stored);
    }

    private static TenantKeyRotation Add(TenantKeyRotation sum, ResealResult result) =>
        sum with { Resealed = sum.Resealed + result.Resealed, Left = sum.Left + result.Left, Unreadable = sum.Unreadable + result.Unreadable };

    /// <summary>Reports at once and in order, which <see cref="Progress{T}"/> does not.</summary>
    private sealed class Reporting(Action<ResealResult> report) : IProgress<ResealResult>
    {
        public void Report(ResealResult value) => report(value);
    }
}
