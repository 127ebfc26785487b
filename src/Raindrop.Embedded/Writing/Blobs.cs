using System.Buffers;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Writing;

/// <summary>The bytes of attachments: the same bytes are stored once, in pieces, and go with the last attachment that has them.</summary>
internal static class Blobs
{
    public const int PieceSize = 256 * 1024;

    private const int PieceBits = 20;
    private const string Find = "SELECT number FROM blobs WHERE hash = ?1";
    private const string Add = "INSERT INTO blobs (hash, uses, length) VALUES (?1, 0, ?2) RETURNING number";
    private const string AddPiece = "INSERT INTO pieces (number, content) VALUES (?1, ?2)";
    private const string CountUse = "UPDATE blobs SET uses = uses + ?2 WHERE number = ?1";
    private const string RemoveUnused = "DELETE FROM blobs WHERE number = ?1 AND uses <= 0 RETURNING number";
    private const string RemovePieces = "DELETE FROM pieces WHERE number >= ?1 AND number < ?2";
    private const string ReadPiece = "SELECT content FROM pieces WHERE number = ?1";

    /// <summary>Stores bytes that may be there already. They have no use yet.</summary>
    public static long Store(Connection connection, ReadOnlySpan<byte> hash, long length, Stream content)
    {
        var find = connection[Find].Bind(1, hash);
        if (find.Step())
        {
            var found = find.Number(0);
            find.Reset();
            return found;
        }

        var add = connection[Add].Bind(1, hash).Bind(2, length);
        add.Step();
        var number = add.Number(0);
        add.Run();
        var buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            for (var piece = 0L; ; piece++)
            {
                var read = content.ReadAtLeast(buffer.AsSpan(0, PieceSize), PieceSize, throwOnEndOfStream: false);
                if (read > 0) connection[AddPiece].Bind(1, (number << PieceBits) + piece).Bind(2, buffer.AsSpan(0, read)).Run();
                if (read < PieceSize) return number;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static void Use(Connection connection, IReadOnlyList<AttachmentEntry> entries)
    {
        foreach (var entry in entries) connection[CountUse].Bind(1, entry.Blob).Bind(2, 1).Run();
    }

    /// <summary>Takes uses back, and removes what has none left.</summary>
    public static void Release(Connection connection, IReadOnlyList<AttachmentEntry> entries)
    {
        foreach (var entry in entries)
        {
            connection[CountUse].Bind(1, entry.Blob).Bind(2, -1).Run();
            var remove = connection[RemoveUnused].Bind(1, entry.Blob);
            if (!remove.Step()) continue;
            remove.Run();
            connection[RemovePieces].Bind(1, entry.Blob << PieceBits).Bind(2, (entry.Blob + 1) << PieceBits).Run();
        }
    }

    /// <summary>Reads bytes from a position on, at most to the end of the piece.</summary>
    public static int Read(Connection connection, long blob, long position, Span<byte> buffer)
    {
        var statement = connection[ReadPiece].Bind(1, (blob << PieceBits) + (position / PieceSize));
        if (!statement.Step()) return 0;
        var rest = statement.Bytes(0)[(int)(position % PieceSize)..];
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        statement.Reset();
        return count;
    }

    public static byte[] ReadAll(Connection connection, AttachmentEntry entry)
    {
        var content = GC.AllocateUninitializedArray<byte>(checked((int)entry.Length));
        for (var at = 0; at < content.Length;)
        {
            var read = Read(connection, entry.Blob, at, content.AsSpan(at));
            if (read == 0) throw StorageFailure.Create(SQLitePCL.raw.SQLITE_CORRUPT);
            at += read;
        }

        return content;
    }
}
