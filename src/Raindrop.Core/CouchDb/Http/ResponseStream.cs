namespace Raindrop.CouchDb.Http;

/// <summary>The bytes of an answer, whose breaks come as the contracts' errors.</summary>
internal sealed class ResponseStream(CouchResponse response, Stream inner) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Only closing the connection ends a read whose token is not the request's.
        using var registration = cancellationToken.UnsafeRegister(static response => ((CouchResponse)response!).Message.Dispose(), response);
        try
        {
            return await response.ReadAsync(inner, buffer).ConfigureAwait(false);
        }
        catch (Documents.StoreUnavailableException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
