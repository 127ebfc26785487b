namespace Raindrop.Documents;

/// <summary>The bytes of an attachment, streamed. Dispose it to free the connection.</summary>
public sealed class AttachmentContent : IAsyncDisposable, IDisposable
{
    private readonly IDisposable? _owner;

    /// <summary>Wraps a stream.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="length">The size in bytes, or <see langword="null"/> where the store does not say.</param>
    /// <param name="owner">What else is disposed with the stream.</param>
    public AttachmentContent(Stream stream, string contentType, long? length, IDisposable? owner = null)
    {
        Stream = stream;
        ContentType = contentType;
        Length = length;
        _owner = owner;
    }

    /// <summary>The bytes.</summary>
    public Stream Stream { get; }

    /// <summary>The media type.</summary>
    public string ContentType { get; }

    /// <summary>The size in bytes, or <see langword="null"/> where the store does not say.</summary>
    public long? Length { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stream.Dispose();
        _owner?.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync().ConfigureAwait(false);
        _owner?.Dispose();
    }
}
