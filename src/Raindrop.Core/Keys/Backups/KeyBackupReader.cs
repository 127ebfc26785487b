using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Raindrop.Credentials;
using Raindrop.Keys.Stored;
using Raindrop.Sealing;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Backups;

/// <summary>Reads a backup of the key store whose key is at hand.</summary>
internal sealed class KeyBackupReader(Stream backup, string keyId, byte[] backupId, Secret key)
{
    /// <summary>The documents of the backup, all of it checked only when the enumeration ends.</summary>
    /// <exception cref="KeyBackupException">It is cut off or damaged.</exception>
    public async IAsyncEnumerable<TenantKeyDocument> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        backup.Position = KeyBackupFormat.HeaderLength;
        var length = new byte[sizeof(int)];
        for (long number = 0; ; number++)
        {
            await ReadExactlyAsync(backup, length, cancellationToken).ConfigureAwait(false);
            var size = BinaryPrimitives.ReadInt32BigEndian(length);
            if (size < SealedRecord.Overhead || size > KeyBackupFormat.LongestFrame) throw Damaged();
            var frame = new byte[size];
            await ReadExactlyAsync(backup, frame, cancellationToken).ConfigureAwait(false);
            var isLast = backup.Position == backup.Length;
            foreach (var document in Open(frame, number, isLast)) yield return document;
            if (isLast) yield break;
        }
    }

    public static async ValueTask ReadExactlyAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            await stream.ReadExactlyAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (EndOfStreamException e)
        {
            throw new KeyBackupException(KeyBackupFailure.Damaged, null, e);
        }
    }

    private List<TenantKeyDocument> Open(byte[] frame, long number, bool isLast)
    {
        using var root = key.Read();
        using var content = SealedRecord.Open(root.Bytes, KeyBackupFormat.ContextOf(keyId, backupId, number, isLast), frame) ?? throw Damaged();
        using var bytes = content.Read();
        var documents = new List<TenantKeyDocument>();
        foreach (var line in Encoding.UTF8.GetString(bytes.Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries)) documents.Add(Parse(Encoding.UTF8.GetBytes(line)));
        return documents;
    }

    private static TenantKeyDocument Parse(byte[] line)
    {
        using var json = JsonDocument.Parse(line);
        return TenantId.TryParse(json.RootElement.GetProperty("rd_key"u8).GetString(), out var tenant) && TenantKeyJson.TryParse(tenant, line) is { } document ? document : throw Damaged();
    }

    private static KeyBackupException Damaged() => new(KeyBackupFailure.Damaged);
}
