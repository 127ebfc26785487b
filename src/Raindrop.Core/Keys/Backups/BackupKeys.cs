using Raindrop.Tenancy;

namespace Raindrop.Keys.Backups;

/// <summary>What the file of backup keys holds: the keys that live, and the tenants that were shredded while one of them still opens a backup with their keys.</summary>
internal sealed record BackupKeys
{
    /// <summary>For how long backups use one key.</summary>
    private static readonly TimeSpan Epoch = TimeSpan.FromDays(1);

    public IReadOnlyList<BackupKey> Keys { get; init; } = [];

    public IReadOnlyList<ShredReceipt> Shredded { get; init; } = [];

    /// <summary>When the next key is to be destroyed, <see langword="null"/> where there is none.</summary>
    public DateTimeOffset? NextToDestroy => Keys.Count == 0 ? null : Keys.Min(key => key.DestroyAt);

    /// <summary>The key for a backup that begins now, <see langword="null"/> where a new one must be made.</summary>
    public BackupKey? FindCurrent(DateTimeOffset now) => Keys.FirstOrDefault(key => key.Entry.CreatedAt <= now && now - key.Entry.CreatedAt < Epoch);

    public BackupKey? Find(string id) => Keys.FirstOrDefault(key => key.Entry.Id == id);

    public ShredReceipt? FindShredded(TenantId tenant) => Shredded.FirstOrDefault(receipt => receipt.Tenant == tenant);

    /// <summary>The receipt of a tenant whose keys are destroyed now: backups made so far may have them.</summary>
    public ShredReceipt ReceiptFor(TenantId tenant, DateTimeOffset now) =>
        new() { Tenant = tenant, ShreddedAt = now, LastBackupDiesAt = Keys.Select(key => key.DestroyAt).Append(now).Max() };

    public BackupKeys With(BackupKey key) => this with { Keys = [.. Keys.Where(other => other.Entry.Id != key.Entry.Id), key] };

    public BackupKeys With(ShredReceipt receipt) => this with { Shredded = [.. Shredded.Where(other => other.Tenant != receipt.Tenant), receipt] };

    /// <summary>What is left at a time, keys living at most so long; this itself where everything is.</summary>
    public BackupKeys At(DateTimeOffset now, TimeSpan lifetime)
    {
        List<BackupKey> keys = [.. Keys.Select(key => Shorten(key, lifetime)).Where(key => key.DestroyAt > now)];
        // A clock that was wrong must not bring a tenant back that a living backup still has.
        List<ShredReceipt> shredded = [.. Shredded.Where(receipt => receipt.LastBackupDiesAt > now || keys.Exists(key => key.Entry.CreatedAt <= receipt.ShreddedAt))];
        return keys.SequenceEqual(Keys) && shredded.Count == Shredded.Count ? this : new BackupKeys { Keys = keys, Shredded = shredded };
    }

    private static BackupKey Shorten(BackupKey key, TimeSpan lifetime) => lifetime < key.DestroyAt - key.Entry.CreatedAt ? key with { DestroyAt = key.Entry.CreatedAt + lifetime } : key;
}
