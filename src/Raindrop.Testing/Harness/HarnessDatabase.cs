using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Testing.Harness;

/// <summary>The given documents as an extension sees them: by schema and key, merged.</summary>
internal sealed class HarnessDatabase
{
    private readonly Dictionary<string, Dictionary<string, List<Document>>> _schemas = new(StringComparer.Ordinal);

    public HarnessDatabase(ExtensionRegistry registry, ExtensionNode node, IReadOnlyList<Document> documents)
    {
        Registry = registry;
        Node = node;
        foreach (var document in documents.GroupBy(document => document.Id, StringComparer.Ordinal).Select(group => group.Last()))
        {
            if (!DocumentKey.TryParse(document.Id, out var id)) throw new ArgumentException("An id is not that of a source or derived document.", nameof(documents));
            if (!_schemas.TryGetValue(id.Value.Schema, out var keys)) _schemas[id.Value.Schema] = keys = new(StringComparer.Ordinal);
            if (!keys.TryGetValue(id.Value.Key, out var writers)) keys[id.Value.Key] = writers = [];
            writers.Add(document);
        }
    }

    public ExtensionRegistry Registry { get; }

    public ExtensionNode Node { get; }

    public required IReadOnlyDictionary<CredentialUse, Credential> Credentials { get; init; }

    /// <summary>Every input of the extension among the documents.</summary>
    public IReadOnlyList<HarnessInput> Inputs =>
        [.. Node.Definition.Inputs.SelectMany(schema => KeysOf(schema).Select(InputKeyOf).OfType<string>().Distinct(StringComparer.Ordinal), (schema, key) => new HarnessInput(schema, key))];

    public HarnessInput OnlyInput() => Inputs is [var input]
        ? input
        : throw new InvalidOperationException($"There are {Inputs.Count} inputs of '{Node.Id}' among the given documents. Give one, or name the one to run.");

    public HarnessInput InputOf(string schema, string key)
    {
        var input = new HarnessInput(schema, key);
        return Inputs.Contains(input) ? input : throw new InvalidOperationException($"'{Node.Id}' has no such input of '{schema}' among the given documents.");
    }

    public IReadOnlyList<Document> WritersOf(string schema, string key) =>
        _schemas.TryGetValue(schema, out var keys) && keys.TryGetValue(key, out var writers) ? writers : [];

    /// <summary>One document, merged, or nothing.</summary>
    public InputDocument? Find(string schema, string key) =>
        WritersOf(schema, key) is { Count: > 0 } writers ? DocumentMerger.Merge(Registry, schema, key, writers) : null;

    /// <summary>The keys of a group, or of the whole schema, in the order of the documents' ids, which go on behind the key where a writer is named.</summary>
    public IEnumerable<string> KeysOf(string schema, string? group = null)
    {
        var end = Registry.IsDerived(schema) ? ":" : "";
        IEnumerable<string> keys = _schemas.TryGetValue(schema, out var found) ? found.Keys.OrderBy(key => key + end, IdComparer.Instance) : [];
        return group is null ? keys : keys.Where(key => DocumentKey.GroupOf(key) == group);
    }

    /// <summary>The same documents, whose JSON is spelled differently.</summary>
    public HarnessDatabase Respelled() => new(Registry, Node, [.. _schemas.Values.SelectMany(keys => keys.Values).SelectMany(writers => writers).Select(Respelling.Of)]) { Credentials = Credentials };

    private string? InputKeyOf(string key) => Node.Definition.Grouping switch
    {
        InputGrouping.FirstKeySegment => DocumentKey.GroupOf(key),
        InputGrouping.WholeSchema => "",
        _ => key,
    };
}
