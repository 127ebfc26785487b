using System.Net;

namespace Raindrop.CouchDb.Http;

/// <summary>One sending of a <see cref="RequestBody"/>, which outlives it.</summary>
internal sealed class RequestBodyContent(RequestBody body) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => body.SendAsync(stream, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => body.SendAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
