using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Raindrop.Schemas;

namespace Raindrop.Documents;

/// <summary>Makes source documents with their envelope, for importers and applications. The same arguments always give the same bytes.</summary>
public static class SourceDocument
{
    /// <summary>Makes a source document, to be written with <see cref="IDocumentWriter"/>.</summary>
    /// <param name="schema">Its schema, a source schema.</param>
    /// <param name="key">Its key, made from its content: see <see cref="SourceKey"/>.</param>
    /// <param name="payload">Its body: one JSON object in UTF-8 without names that start with <c>rd_</c> or <c>_</c>.</param>
    /// <param name="attachments">Its attachments by name, or <see langword="null"/> for none.</param>
    /// <param name="revision">The revision that it replaces, or <see langword="null"/> to create it.</param>
    /// <exception cref="ArgumentException">The schema is a derived one, or the key or the payload is not valid. The message quotes neither.</exception>
    public static Document Create(
        SchemaDefinition schema, string key, ReadOnlyMemory<byte> payload, IReadOnlyDictionary<string, DocumentAttachment>? attachments = null, string? revision = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schema.Kind != SchemaKind.Source) throw new ArgumentException("The schema is a derived one: only extensions write it, and a user overrides it.", nameof(schema));
        return Compose(schema, key, null, payload, attachments, revision);
    }

    /// <summary>Makes a source document from an object.</summary>
    /// <param name="schema">Its schema, a source schema.</param>
    /// <param name="key">Its key.</param>
    /// <param name="payload">Its body.</param>
    /// <param name="type">The body's source-generated metadata.</param>
    /// <param name="attachments">Its attachments by name, or <see langword="null"/> for none.</param>
    /// <param name="revision">The revision that it replaces, or <see langword="null"/> to create it.</param>
    /// <typeparam name="T">The body's type.</typeparam>
    /// <exception cref="ArgumentException">As for the other overload.</exception>
    public static Document Create<T>(
        SchemaDefinition schema, string key, T payload, JsonTypeInfo<T> type, IReadOnlyDictionary<string, DocumentAttachment>? attachments = null, string? revision = null) =>
        Create(schema, key, JsonSerializer.SerializeToUtf8Bytes(payload, type), attachments, revision);

    /// <summary>Makes the user's override of what extensions derived under a schema and key. Each field that it has, <c>null</c> included, counts more than any extension's.</summary>
    /// <param name="schema">The schema, a derived one that allows overrides.</param>
    /// <param name="key">The key of what is overridden.</param>
    /// <param name="payload">The fields: one JSON object in UTF-8 without names that start with <c>rd_</c> or <c>_</c>.</param>
    /// <param name="revision">The revision that it replaces, or <see langword="null"/> to create it.</param>
    /// <exception cref="ArgumentException">The schema allows no overrides, or the key or the payload is not valid. The message quotes neither.</exception>
    public static Document CreateOverride(SchemaDefinition schema, string key, ReadOnlyMemory<byte> payload, string? revision = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schema is not { Kind: SchemaKind.Derived, AllowsOverrides: true })
            throw new ArgumentException("The schema allows no overrides. Set AllowsOverrides where it is defined.", nameof(schema));
        return Compose(schema, key, DocumentKey.OverrideWriter, payload, null, revision);
    }

    private static Document Compose(
        SchemaDefinition schema, string key, string? writer, ReadOnlyMemory<byte> payload, IReadOnlyDictionary<string, DocumentAttachment>? attachments, string? revision)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!DocumentKey.IsKey(key)) throw new ArgumentException("A key must not be empty nor hold ':', control characters or unpaired surrogates.", nameof(key));
        var id = new DocumentKey(schema.Name, key, writer).ToId();
        if (PayloadRules.FindMistake(id, payload) is { } mistake) throw new ArgumentException(mistake, nameof(payload));
        var envelope = new DocumentEnvelope { Schema = schema.Name, SchemaVersion = schema.Version, Key = key };
        var content = EnvelopeWriter.Compose(envelope, payload.Span.Trim(" \t\r\n"u8));
        return attachments is null
            ? new Document { Id = id, Revision = revision, Content = content, IsVerified = true }
            : new Document { Id = id, Revision = revision, Content = content, IsVerified = true, Attachments = attachments };
    }
}
