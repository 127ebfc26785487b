using Raindrop.Documents;
using Raindrop.Keys.Stored;

namespace Raindrop.Keys.Backups;

/// <summary>
/// Decides what a backup's document of a tenant means beside the one that is stored. Shredded stays shredded, whoever says so. What is stored and
/// the provider accepts is kept; keys that only the backup has are added to it, since it may be the document that a host made anew after the loss. What the provider refuses is replaced only
/// where it accepts the backup and names the same key encryption keys: otherwise another provider may have wrapped it, and it may be the only place that has its keys.
/// </summary>
internal sealed class RestoreDecision(KeyWrapping wrapping, BackupKeys keys)
{
    private string? _currentId;

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
            var isProven = await IsAcceptedAsync(backup, null, cancellationToken).ConfigureAwait(false) && await IsOfProviderAsync(current, backup, cancellationToken).ConfigureAwait(false);
            return isProven ? new RestoreStep(RestoreOutcome.Replaced, backup, stored.Revision) : new RestoreStep(RestoreOutcome.Refused);
        }

        List<KeyEntry> lost = [.. backup.Keys.Where(key => current.Find(key.Id) is null)];
        return lost.Count == 0 ? new RestoreStep(RestoreOutcome.Kept) : new RestoreStep(RestoreOutcome.Merged, current with { Keys = [.. current.Keys, .. lost] }, stored.Revision);
    }

    /// <summary>Whether all keys of a document name key encryption keys of the provider, as far as one is seen: what wrapped the keys of a backup that it accepts, or its current one.</summary>
    private async ValueTask<bool> IsOfProviderAsync(TenantKeyDocument document, TenantKeyDocument accepted, CancellationToken cancellationToken)
    {
        foreach (var key in document.Keys)
        {
            if (accepted.Keys.Any(other => other.Wrapped.KeyEncryptionKeyId == key.Wrapped.KeyEncryptionKeyId || IsCopy(other, key))) continue;
            _currentId ??= await wrapping.FindCurrentAsync(cancellationToken).ConfigureAwait(false);
            if (key.Wrapped.KeyEncryptionKeyId != _currentId) return false;
        }

        return true;
    }

    /// <summary>Whether the keys of a document are genuine: as in one that is trusted to the byte, or unwrapped by the provider.</summary>
    private async ValueTask<bool> IsAcceptedAsync(TenantKeyDocument document, TenantKeyDocument? trusted, CancellationToken cancellationToken)
    {
        foreach (var key in document.Keys)
        {
            if (trusted?.Find(key.Id) is { } same && IsCopy(same, key))
            {
                if (same.Wrapped.KeyEncryptionKeyId == key.Wrapped.KeyEncryptionKeyId) continue;
                return false;
            }

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

    /// <summary>Whether two entries are of one key, wrapped once, whatever key encryption key they name.</summary>
    private static bool IsCopy(KeyEntry one, KeyEntry other) => one.IsSameKey(other) && one.Wrapped.Bytes.Span.SequenceEqual(other.Wrapped.Bytes.Span);
}
