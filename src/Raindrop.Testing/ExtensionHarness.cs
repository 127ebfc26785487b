using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;
using Raindrop.Testing.Harness;

namespace Raindrop.Testing;

/// <summary>
/// Runs one extension in memory over given documents, with the same rules for what it emits and how documents are merged as in production.
/// It needs no test framework, no database and no host.
/// </summary>
/// <param name="extension">The extension.</param>
/// <remarks>
/// Schemas need not be defined: what <c>GivenSource</c> names is a source schema, what <c>GivenDerived</c> and <c>GivenOverride</c> name a derived
/// one, and so is what the extension emits. Not safe for concurrent use.
/// </remarks>
public sealed partial class ExtensionHarness(IExtension extension)
{
    private readonly GivenDocuments _given = new(extension);

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

    /// <summary>Runs the extension on the only input that was given.</summary>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="InvalidOperationException">There is no input, or more than one.</exception>
    public Task<ExtensionRun> RunAsync(CancellationToken cancellationToken = default)
    {
        var database = _given.Build();
        return HarnessRun.ExecuteAsync(database, database.OnlyInput(), RunVariant.Plain, cancellationToken);
    }

    /// <summary>Runs the extension on one of several inputs.</summary>
    /// <param name="schema">One of the extension's input schemas.</param>
    /// <param name="key">The document's key, or the group; empty for the group of a whole schema.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="InvalidOperationException">There is no such input.</exception>
    public Task<ExtensionRun> RunAsync(string schema, string key, CancellationToken cancellationToken = default)
    {
        var database = _given.Build();
        return HarnessRun.ExecuteAsync(database, database.InputOf(schema, key), RunVariant.Plain, cancellationToken);
    }

    /// <summary>Runs the extension on each input that was given, in the order of their keys.</summary>
    /// <param name="cancellationToken">Ends the runs.</param>
    public async Task<IReadOnlyList<ExtensionRun>> RunAllAsync(CancellationToken cancellationToken = default)
    {
        var database = _given.Build();
        var runs = new List<ExtensionRun>();
        foreach (var input in database.Inputs)
            runs.Add(await HarnessRun.ExecuteAsync(database, input, RunVariant.Plain, cancellationToken).ConfigureAwait(false));
        return runs;
    }

    /// <summary>
    /// Runs the extension on each input again and again, and compares every byte: a second time, with its reads answered later and in other
    /// orders, under another culture, and several at once. What differs depends on something else than the input.
    /// </summary>
    /// <param name="cancellationToken">Ends the runs.</param>
    /// <returns>What differed. It proves nothing about what the given documents do not reach.</returns>
    /// <exception cref="InvalidOperationException">There is no input among the given documents.</exception>
    public Task<DeterminismReport> CheckDeterminismAsync(CancellationToken cancellationToken = default) =>
        DeterminismCheck.RunAsync(_given.Build(), cancellationToken);
}
