using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Raindrop.Sealing;

namespace Raindrop.Keys.Backups;

/// <summary>
/// The bytes of a backup: magic (4), format (1), the backup key's id (16 characters), a random id of the backup (16 bytes), then frames, each a length
/// in 4 bytes, big-endian, and a sealed record. A frame's context names its number and whether it is the last, so none can be left out, moved or added.
/// </summary>
internal static class KeyBackupFormat
{
    public const int KeyIdLength = 16;
    public const int BackupIdLength = 16;
    public const int HeaderLength = 4 + 1 + KeyIdLength + BackupIdLength;

    /// <summary>About as many bytes of documents are in a frame.</summary>
    public const int FrameSize = 64 << 10;

    /// <summary>More than a frame with one large document.</summary>
    public const int LongestFrame = 16 << 20;

    private const byte Format = 1;

    private static ReadOnlySpan<byte> Magic => "RDKB"u8;

    public static byte[] Header(string keyId, ReadOnlySpan<byte> backupId)
    {
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        header[Magic.Length] = Format;
        Encoding.ASCII.GetBytes(keyId, header.AsSpan(Magic.Length + 1, KeyIdLength));
        backupId.CopyTo(header.AsSpan(HeaderLength - BackupIdLength));
        return header;
    }

    /// <summary>The key's id and the backup's in a header.</summary>
    /// <exception cref="KeyBackupException">It is none.</exception>
    public static (string KeyId, byte[] BackupId) ParseHeader(ReadOnlySpan<byte> header) => header.StartsWith(Magic) && header[Magic.Length] == Format
        ? (Encoding.ASCII.GetString(header.Slice(Magic.Length + 1, KeyIdLength)), header[^BackupIdLength..].ToArray())
        : throw new KeyBackupException(KeyBackupFailure.Damaged);

    public static byte[] ContextOf(string keyId, ReadOnlySpan<byte> backupId, long frame, bool isLast) =>
        SealContext.Of("rd.keybackup", SealedRecord.SuiteName, keyId, Convert.ToHexStringLower(backupId), frame.ToString(CultureInfo.InvariantCulture), isLast ? "last" : "more");

    public static byte[] LengthOf(byte[] frame)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, frame.Length);
        return length;
    }
}
