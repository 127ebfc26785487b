using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Raindrop.Documents;
using Raindrop.Schemas;

namespace Raindrop.Extensions;

/// <summary>Collects what one run of an extension emits, and refuses what it may not emit. Safe for concurrent use.</summary>
internal sealed class DerivationOutputs(ExtensionNode node, ExtensionRegistry registry)
{
    private readonly List<EmittedDocument> _documents = new(1);
    private readonly Lock _lock = new();
    // Most runs emit one document, and need no set to find it in.
    private HashSet<string>? _ids;
    private bool _isSealed;

    /// <summary>What was emitted, ordered by id. Reading it ends the run: nothing can be emitted or attached afterwards.</summary>
    public IReadOnlyList<EmittedDocument> Documents
    {
        get
        {
            lock (_lock)
            {
                if (_isSealed) return _documents;
                _isSealed = true;
                foreach (var document in _documents) document.Seal();
                if (_documents.Count > 1) _documents.Sort(static (one, other) => IdComparer.Instance.Compare(one.Id, other.Id));
                return _documents;
            }
        }
    }

    public IEmittedDocument Emit(string schema, string key, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(key);
        return Add(schema, key, payload.Trim(" \t\r\n"u8).ToArray());
    }

    public IEmittedDocument Emit<T>(string schema, string key, T payload, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(key);
        byte[] bytes;
        try
        {
            bytes = JsonSerializer.SerializeToUtf8Bytes(payload, type);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            // The serializer's own message can quote values, so it is not carried over.
            throw Refuse(DerivationFailure.InvalidOutput, $"a payload of type {typeof(T).Name} cannot be written as JSON. Check its converters and cycles.");
        }

        return Add(schema, key, type.Options.WriteIndented ? bytes.AsSpan().Trim(" \t\r\n"u8).ToArray() : bytes);
    }

    private EmittedDocument Add(string schema, string key, byte[] payload)
    {
        if (!node.Definition.Outputs.Contains(schema))
            throw Refuse(DerivationFailure.UndeclaredSchema, $"it emitted the schema '{schema}'. Declare it among the outputs.");
        if (!DocumentKey.IsKey(key))
            throw Refuse(DerivationFailure.InvalidOutput, $"it emitted a document of '{schema}' whose key is empty, or holds ':', a control character or an unpaired surrogate.");
        var document = new EmittedDocument(node, registry.Schemas[schema], key, payload, _lock);
        if (PayloadRules.FindMistake(document.Id, payload) is { } mistake)
            throw Refuse(DerivationFailure.InvalidOutput, $"it emitted a document of '{schema}' that is not valid. {mistake}");
        lock (_lock)
        {
            if (_isSealed) throw Refuse(DerivationFailure.InvalidOutput, "it emitted a document after its derivation had ended. Await everything that it starts.");
            if (!IsNew(document.Id))
                throw Refuse(DerivationFailure.DuplicateOutput, $"it emitted one document of '{schema}' twice. Give each a key of its own.");
            _documents.Add(document);
        }

        return document;
    }

    private bool IsNew(string id)
    {
        if (_documents.Count == 0) return true;
        return (_ids ??= new HashSet<string>(StringComparer.Ordinal) { _documents[0].Id }).Add(id);
    }

    private DerivationException Refuse(DerivationFailure failure, string what) => new(failure, $"Extension '{node.Id}': {what}");
}
