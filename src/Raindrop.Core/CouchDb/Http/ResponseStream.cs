using Raindrop.Streams;

namespace Raindrop.CouchDb.Http;

/// <summary>The bytes of an answer, whose breaks come as the contracts' errors.</summary>
internal sealed class ResponseStream(CouchResponse response, Stream inner) : ReadOnlyStream
{
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

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
