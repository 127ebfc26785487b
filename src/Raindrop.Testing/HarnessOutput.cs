using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Raindrop.Documents;

namespace Raindrop.Testing;

/// <summary>A document that an extension emitted.</summary>
public sealed class HarnessOutput
{
    /// <summary>The document as it is stored: id, body with envelope, attachments with their bytes.</summary>
    public required Document Stored { get; init; }

    /// <summary>Its schema.</summary>
    public required string Schema { get; init; }

    /// <summary>Its key.</summary>
    public required string Key { get; init; }

    /// <summary>Its body without the envelope, in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The digest by which a changed document is told from an unchanged one.</summary>
    public required string Digest { get; init; }

    /// <summary>Its id.</summary>
    public string Id => Stored.Id;

    /// <summary>Its body without the envelope, as text.</summary>
    public string Json => Encoding.UTF8.GetString(Payload.Span);

    /// <summary>Its attachments by name, with their bytes.</summary>
    public IReadOnlyDictionary<string, DocumentAttachment> Attachments => Stored.Attachments;

    /// <summary>Reads the body into an object.</summary>
    /// <param name="type">The type's source-generated metadata.</param>
    /// <typeparam name="T">The type.</typeparam>
    /// <exception cref="JsonException">The body does not have the type's shape.</exception>
    public T Read<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Payload.Span, type) ?? throw new JsonException("The body is null.");

    /// <summary>The document's id; never its content.</summary>
    public override string ToString() => Id;
}
