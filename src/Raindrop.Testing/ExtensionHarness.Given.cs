using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Raindrop.Documents;
using Raindrop.Schemas;

namespace Raindrop.Testing;

/// <content>What is given before a run.</content>
public sealed partial class ExtensionHarness
{
    /// <summary>Defines a schema, where its version matters.</summary>
    /// <param name="schema">The schema.</param>
    /// <returns>This harness.</returns>
    public ExtensionHarness WithSchema(SchemaDefinition schema)
    {
        _given.Define(schema);
        return this;
    }

    /// <summary>Gives a source document.</summary>
    /// <param name="schema">Its schema.</param>
    /// <param name="key">Its key.</param>
    /// <param name="payload">Its body as JSON.</param>
    /// <returns>This harness.</returns>
    /// <exception cref="ArgumentException">The key or the payload is not valid.</exception>
    public ExtensionHarness GivenSource(string schema, string key, [StringSyntax(StringSyntaxAttribute.Json)] string payload)
    {
        _given.AddSource(schema, key, Encoding.UTF8.GetBytes(payload));
        return this;
    }

    /// <summary>Gives a source document.</summary>
    /// <param name="schema">Its schema.</param>
    /// <param name="key">Its key.</param>
    /// <param name="payload">Its body.</param>
    /// <param name="type">The body's source-generated metadata.</param>
    /// <typeparam name="T">The body's type.</typeparam>
    /// <returns>This harness.</returns>
    /// <exception cref="ArgumentException">The key or the payload is not valid.</exception>
    public ExtensionHarness GivenSource<T>(string schema, string key, T payload, JsonTypeInfo<T> type)
    {
        _given.AddSource(schema, key, JsonSerializer.SerializeToUtf8Bytes(payload, type));
        return this;
    }

    /// <summary>Gives a derived document, as another extension would have written it.</summary>
    /// <param name="schema">Its schema.</param>
    /// <param name="key">Its key.</param>
    /// <param name="payload">Its body as JSON.</param>
    /// <param name="writer">The id of that extension.</param>
    /// <param name="confidence">How much its word counts, 0 to 100.</param>
    /// <returns>This harness.</returns>
    /// <exception cref="ArgumentException">The key or the payload is not valid, or the writer was given with another confidence.</exception>
    public ExtensionHarness GivenDerived(
        string schema, string key, [StringSyntax(StringSyntaxAttribute.Json)] string payload, string writer = "another", int confidence = 50)
    {
        _given.AddDerived(schema, key, Encoding.UTF8.GetBytes(payload), writer, confidence);
        return this;
    }

    /// <summary>Gives a derived document, as another extension would have written it.</summary>
    /// <param name="schema">Its schema.</param>
    /// <param name="key">Its key.</param>
    /// <param name="payload">Its body.</param>
    /// <param name="type">The body's source-generated metadata.</param>
    /// <param name="writer">The id of that extension.</param>
    /// <param name="confidence">How much its word counts, 0 to 100.</param>
    /// <typeparam name="T">The body's type.</typeparam>
    /// <returns>This harness.</returns>
    /// <exception cref="ArgumentException">As for the other overload.</exception>
    public ExtensionHarness GivenDerived<T>(string schema, string key, T payload, JsonTypeInfo<T> type, string writer = "another", int confidence = 50)
    {
        _given.AddDerived(schema, key, JsonSerializer.SerializeToUtf8Bytes(payload, type), writer, confidence);
        return this;
    }

    /// <summary>Gives what the user overrides of a derived schema and key.</summary>
    /// <param name="schema">The schema, which then allows overrides.</param>
    /// <param name="key">The key.</param>
    /// <param name="payload">The fields as JSON.</param>
    /// <returns>This harness.</returns>
    /// <exception cref="ArgumentException">The key or the payload is not valid.</exception>
    public ExtensionHarness GivenOverride(string schema, string key, [StringSyntax(StringSyntaxAttribute.Json)] string payload)
    {
        _given.AddOverride(schema, key, Encoding.UTF8.GetBytes(payload));
        return this;
    }

    /// <summary>Gives a document as it is stored, such as one that <see cref="SourceDocument"/> made or a run emitted.</summary>
    /// <param name="document">The document, attachments with their bytes.</param>
    /// <returns>This harness.</returns>
    /// <exception cref="ArgumentException">The id is not that of a source or derived document.</exception>
    public ExtensionHarness Given(Document document)
    {
        _given.Add(document);
        return this;
    }

    /// <summary>Attaches bytes to the document that was given last.</summary>
    /// <param name="name">The attachment's name.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="content">The bytes.</param>
    /// <returns>This harness.</returns>
    /// <exception cref="InvalidOperationException">No document was given yet.</exception>
    public ExtensionHarness WithAttachment(string name, string contentType, ReadOnlyMemory<byte> content)
    {
        _given.Attach(name, contentType, content);
        return this;
    }
}
