using Raindrop.Documents;
using Raindrop.Keys.Stored;

namespace Raindrop.Keys.Backups;

/// <summary>
/// Decides what a backup's document of a tenant means beside the one that is stored. Shredded stays shredded, whoever says so. What is stored and
/// the provider accepts is kept, and so is what it refuses where it refuses the backup as well; keys that only the backup has are added to it, since it may be the document that a host made anew after the loss.
/// </summary>
internal sealed class RestoreDecision(KeyWrapping wrapping, BackupKeys keys)
{
    public async ValueTask<RestoreStep> DecideAsync(TenantKeyDocument backup, Document? stored, CancellationToken cancellationToken)
    {
        var current = stored is null ? null : TenantKeyJson.TryParse(backup.Tenant, stored.Content);
        if (current is { State: TenantKeyState.Shredded }) return new RestoreStep(backup.State == TenantKeyState.Shredded ? RestoreOutcome.Kept : RestoreOutcome.StaysShredded);
        if (keys.FindShredded(backup.Tenant) is { } receipt) return new RestoreStep(RestoreOutcome.StaysShredded, TenantKeyDocument.Shredded(receipt), stored?.Revision);
        if (stored is null) return new RestoreStep(RestoreOutcome.Restored, backup);
        if (backup.State == TenantKeyState.Shredded) return new RestoreStep(RestoreOutcome.StaysShredded, backup, stored.Revision);
        if (current is null) return new RestoreStep(RestoreOutcome.Replaced, backup, stored.Revision);
        if (!await IsAcceptedAsync(current, backup, cancellationToken).ConfigureAwait(false))
        {
            // A provider that accepts neither tells nothing about what is stored: it may be the wrong one.
            var isProven = await IsAcceptedAsync(backup, null, cancellationToken).ConfigureAwait(false);
            return isProven ? new RestoreStep(RestoreOutcome.Replaced, backup, stored.Revision) : new RestoreStep(RestoreOutcome.Refused);
        }

        List<KeyEntry> lost = [.. backup.Keys.Where(key => current.Find(key.Id) is null)];
        return lost.Count == 0 ? new RestoreStep(RestoreOutcome.Kept) : new RestoreStep(RestoreOutcome.Merged, current with { Keys = [.. current.Keys, .. lost] }, stored.Revision);
    }

    /// <summary>Whether the keys of a document are genuine: as in one that is trusted to the byte, or unwrapped by the provider.</summary>
    private async ValueTask<bool> IsAcceptedAsync(TenantKeyDocument document, TenantKeyDocument? trusted, CancellationToken cancellationToken)
    {
        foreach (var key in document.Keys)
        {
            if (trusted?.Find(key.Id) is { } same && same.IsSameKey(key) && same.Wrapped.Bytes.Span.SequenceEqual(key.Wrapped.Bytes.Span)) continue;
            try
            {
                using var _ = await wrapping.UnwrapAsync(key, document.ContextOf(key), cancellationToken).ConfigureAwait(false);
            }
            catch (KeyRefusedException)
            {
                return false;
            }
        }

        return true;
    }
}
