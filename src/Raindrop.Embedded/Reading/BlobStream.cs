using Raindrop.Embedded.Storage;
using Raindrop.Embedded.Writing;

namespace Raindrop.Embedded.Reading;

/// <summary>The bytes of a large attachment, read piece by piece as of the moment when it was opened, whatever is written meanwhile.</summary>
internal sealed class BlobStream(ReadLease lease, AttachmentEntry entry) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

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

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) lease.Dispose();
        base.Dispose(disposing);
    }
}
