using System.Net;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Limits;

/// <summary>An answer that is read no faster than its tenant may.</summary>
internal sealed class MeteredContent(HttpContent content, ByteLimits limits, TenantId tenant) : HttpContent
{
    protected override async Task<Stream> CreateContentReadStreamAsync() => new MeteredStream(await content.ReadAsStreamAsync().ConfigureAwait(false), limits, tenant);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new MeteredStream(await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), limits, tenant);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException("An answer is read as a stream.");

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }
}
