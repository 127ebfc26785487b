using Raindrop.Embedded.Storage;
using Raindrop.Embedded.Writing;
using Raindrop.Streams;

namespace Raindrop.Embedded.Reading;

/// <summary>The bytes of a large attachment, read piece by piece as of the moment when it was opened, whatever is written meanwhile.</summary>
internal sealed class BlobStream(ReadLease lease, AttachmentEntry entry) : ReadOnlyStream
{
    private long _position;

    public override long Length => entry.Length;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_position >= entry.Length || buffer.IsEmpty) return 0;
        var read = Blobs.Read(lease.Connection, entry.Blob, _position, buffer);
        if (read == 0) throw StorageFailure.Create(SQLitePCL.raw.SQLITE_CORRUPT);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<int>(Read(buffer.Span));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) lease.Dispose();
        base.Dispose(disposing);
    }
}
