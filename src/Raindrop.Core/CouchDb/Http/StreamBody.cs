using System.Net;

namespace Raindrop.CouchDb.Http;

/// <summary>A body that is read from the caller's stream, from where it stands to its end; the stream is not disposed.</summary>
internal sealed class StreamBody
{
    private readonly Stream _source;
    private readonly long _start;

    public StreamBody(Stream source)
    {
        _source = source;
        _start = source.CanSeek ? source.Position : 0;
    }

    public bool HasStarted { get; private set; }

    public bool CanRepeat => _source.CanSeek || !HasStarted;

    public HttpContent CreateContent() => new Content(this);

    private async Task SendAsync(Stream target, CancellationToken cancellationToken)
    {
        if (HasStarted) _source.Position = _start;
        HasStarted = true;
        await _source.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
    }

    private sealed class Content(StreamBody body) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => body.SendAsync(stream, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => body.SendAsync(stream, cancellationToken);

        // Without a length the body goes out in chunks, which CouchDB takes.
        protected override bool TryComputeLength(out long length)
        {
            length = body._source.CanSeek ? body._source.Length - body._start : 0;
            return body._source.CanSeek;
        }
    }
}
