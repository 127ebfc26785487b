using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Raindrop.Documents;

namespace Raindrop.Extensions;

/// <summary>A document as an extension sees it: it can be read and not changed. Where several extensions write one schema, this is their merged word.</summary>
public sealed class InputDocument
{
    /// <summary>The document's id; of merged documents, the id of the most confident.</summary>
    public required string Id { get; init; }

    /// <summary>The name of its schema.</summary>
    public required string Schema { get; init; }

    /// <summary>The version of its schema.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Its key.</summary>
    public required string Key { get; init; }

    /// <summary>Its payload: one JSON object in UTF-8, without envelope fields (<c>rd_…</c>), which an extension must not depend on.</summary>
    /// <remarks>Read values from it. How it is spelled (escapes, blanks, the digits of a number) is up to the store, so a copy of its text differs from store to store.</remarks>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Its attachments by name, without their bytes, which <see cref="IDerivationContext.ReadAttachmentAsync"/> reads.</summary>
    public IReadOnlyDictionary<string, DocumentAttachment> Attachments { get; init; } = Empty;

    /// <summary>Reads the payload into an object.</summary>
    /// <param name="type">The type's source-generated metadata.</param>
    /// <typeparam name="T">The type.</typeparam>
    /// <exception cref="JsonException">The body does not have the type's shape.</exception>
    public T Read<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Content.Span, type) ?? throw new JsonException("The body is null.");

    /// <summary>The document's id; never its content.</summary>
    public override string ToString() => $"InputDocument {Id}";

    private static readonly Dictionary<string, DocumentAttachment> Empty = new(StringComparer.Ordinal);
}
