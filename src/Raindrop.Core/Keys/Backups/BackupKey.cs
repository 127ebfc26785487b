using Raindrop.Keys.Stored;
using Raindrop.Sealing;

namespace Raindrop.Keys.Backups;

/// <summary>A key that backups of the key store are encrypted under for a day, wrapped.</summary>
/// <param name="Entry">The key.</param>
/// <param name="DestroyAt">When it is destroyed at the latest.</param>
internal sealed record BackupKey(KeyEntry Entry, DateTimeOffset DestroyAt)
{
    /// <summary>The host's own subject, which no tenant can have.</summary>
    private const string Subject = "@epoch";

    public static KeyContext ContextOf(string id) => new(Subject, id, SealedRecord.SuiteName);
}
