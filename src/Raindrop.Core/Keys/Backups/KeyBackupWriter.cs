using System.Buffers;
using System.Security.Cryptography;
using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Keys.Administration;
using Raindrop.Keys.Stored;
using Raindrop.Sealing;

namespace Raindrop.Keys.Backups;

/// <summary>Writes backups of the key store. The backup key is taken before the first document is read: who is shredded later is in a backup of that key or of none.</summary>
internal sealed class KeyBackupWriter(TenantKeyDocuments documents, KeyWrapping wrapping, BackupKeyFile file, TimeProvider time)
{
    public async ValueTask<KeyBackup> WriteAsync(Stream destination, CancellationToken cancellationToken)
    {
        var key = await TakeKeyAsync(cancellationToken).ConfigureAwait(false);
        using var secret = await wrapping.UnwrapAsync(key.Entry, BackupKey.ContextOf(key.Entry.Id), cancellationToken).ConfigureAwait(false);
        var begunAt = StoredTime.Truncate(time.GetUtcNow());
        var backupId = RandomNumberGenerator.GetBytes(KeyBackupFormat.BackupIdLength);
        await destination.WriteAsync(KeyBackupFormat.Header(key.Entry.Id, backupId), cancellationToken).ConfigureAwait(false);
        var buffer = new ArrayBufferWriter<byte>(KeyBackupFormat.FrameSize * 2);
        long tenants = 0, unreadable = 0, frames = 0;
        await foreach (var page in new TenantKeyPages(documents).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page)
            {
                // What is damaged is in an older backup, and is not put over it.
                if (row.Document is null)
                {
                    unreadable++;
                    continue;
                }

                buffer.Write(TenantKeyJson.Write(row.Document).Span);
                buffer.Write("\n"u8);
                tenants++;
                if (buffer.WrittenCount < KeyBackupFormat.FrameSize) continue;
                await WriteFrameAsync(destination, secret, buffer, KeyBackupFormat.ContextOf(key.Entry.Id, backupId, frames++, isLast: false), cancellationToken).ConfigureAwait(false);
            }
        }

        await WriteFrameAsync(destination, secret, buffer, KeyBackupFormat.ContextOf(key.Entry.Id, backupId, frames, isLast: true), cancellationToken).ConfigureAwait(false);
        await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
        return new KeyBackup { Tenants = tenants, Unreadable = unreadable, BegunAt = begunAt, ReadableUntil = key.DestroyAt };
    }

    private async ValueTask<BackupKey> TakeKeyAsync(CancellationToken cancellationToken)
    {
        using var keys = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (keys.Content.FindCurrent(time.GetUtcNow()) is { } current) return current;
        var entry = await wrapping.CreateAsync(BackupKey.ContextOf, cancellationToken).ConfigureAwait(false);
        var made = new BackupKey(entry, entry.CreatedAt + file.Lifetime);
        keys.Save(keys.Content.With(made));
        return made;
    }

    private static async ValueTask WriteFrameAsync(Stream destination, Secret key, ArrayBufferWriter<byte> buffer, byte[] context, CancellationToken cancellationToken)
    {
        var frame = Seal(key, context, buffer.WrittenSpan);
        buffer.ResetWrittenCount();
        await destination.WriteAsync(KeyBackupFormat.LengthOf(frame), cancellationToken).ConfigureAwait(false);
        await destination.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Seal(Secret key, byte[] context, ReadOnlySpan<byte> content)
    {
        using var root = key.Read();
        return SealedRecord.Seal(root.Bytes, context, content);
    }
}
