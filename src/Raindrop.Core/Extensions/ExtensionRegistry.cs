using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Raindrop.Extensions.Checks;
using Raindrop.Schemas;

namespace Raindrop.Extensions;

/// <summary>The checked extensions and schemas of a host, with the questions that running them asks.</summary>
internal sealed class ExtensionRegistry : IExtensionRegistry
{
    private readonly FrozenDictionary<string, ExtensionNode> _byId;
    private readonly FrozenDictionary<string, IReadOnlyList<ExtensionNode>> _consumers;
    private readonly FrozenDictionary<string, IReadOnlyList<IExtension>> _writers;

    private ExtensionRegistry(RegistryDraft draft)
    {
        Schemas = draft.Schemas.DistinctBy(schema => schema.Name, StringComparer.Ordinal).ToFrozenDictionary(schema => schema.Name, StringComparer.Ordinal);
        var levels = new ExtensionLevels(draft.Definitions);
        Nodes = [.. draft.Extensions
            .Select(entry => new ExtensionNode
            {
                Extension = entry.Extension,
                Definition = entry.Definition,
                Level = levels[entry.Definition.Id],
                SettingsDigest = SettingsDigest.Of(entry.Definition, Schemas),
            })
            .OrderBy(node => node.Level).ThenBy(node => node.Id, StringComparer.Ordinal)];
        Extensions = [.. Nodes.Select(node => node.Extension)];
        _byId = Nodes.ToFrozenDictionary(node => node.Id, StringComparer.Ordinal);
        _consumers = Index(Nodes, node => node.Definition.Inputs, node => node);
        var confident = Nodes.OrderByDescending(node => node.Definition.Confidence).ThenBy(node => node.Id, StringComparer.Ordinal);
        _writers = Index(confident, node => node.Definition.Outputs, node => node.Extension);
    }

    public IReadOnlyDictionary<string, SchemaDefinition> Schemas { get; }

    public IReadOnlyList<IExtension> Extensions { get; }

    /// <summary>All extensions by level, then by id.</summary>
    public IReadOnlyList<ExtensionNode> Nodes { get; }

    /// <summary>Checks schemas and extensions together and puts them in order.</summary>
    /// <exception cref="ExtensionRegistrationException">They do not fit together; the exception names every mistake.</exception>
    public static ExtensionRegistry Create(IEnumerable<SchemaDefinition> schemas, IEnumerable<IExtension> extensions)
    {
        var draft = RegistryDraft.Of(schemas, extensions);
        RegistryChecks.Run(draft);
        return new ExtensionRegistry(draft);
    }

    /// <summary>The registry as the derivation needs it, whoever made it.</summary>
    public static ExtensionRegistry From(IExtensionRegistry registry) =>
        registry as ExtensionRegistry ?? Create(registry.Schemas.Values, registry.Extensions);

    public bool TryGet(string id, [NotNullWhen(true)] out IExtension? extension)
    {
        extension = Find(id)?.Extension;
        return extension is not null;
    }

    public int LevelOf(string id) =>
        Find(id)?.Level ?? throw new ArgumentException($"There is no extension '{id}'. Register it, or check the id.", nameof(id));

    public IReadOnlyList<IExtension> WritersOf(string schema) => _writers.GetValueOrDefault(schema, []);

    /// <summary>An extension by its id.</summary>
    public ExtensionNode? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The extensions that have a schema as their input, by level, then by id.</summary>
    public IReadOnlyList<ExtensionNode> ConsumersOf(string schema) => _consumers.GetValueOrDefault(schema, []);

    /// <summary>Whether a schema is a derived one; <see langword="false"/> for an unknown schema too.</summary>
    public bool IsDerived(string schema) => Schemas.TryGetValue(schema, out var definition) && definition.Kind == SchemaKind.Derived;

    /// <summary>How much a writer's word counts. The user's counts most; that of an extension which is not registered here counts least, until it is swept.</summary>
    public int ConfidenceOf(string writer) =>
        writer == DocumentKey.OverrideWriter ? int.MaxValue : Find(writer)?.Definition.Confidence ?? -1;

    private static FrozenDictionary<string, IReadOnlyList<T>> Index<T>(
        IEnumerable<ExtensionNode> nodes, Func<ExtensionNode, IReadOnlyList<string>> schemas, Func<ExtensionNode, T> value) =>
        nodes.SelectMany(schemas, (node, schema) => (node, schema))
            .GroupBy(pair => pair.schema, pair => value(pair.node), StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, IReadOnlyList<T> (group) => [.. group], StringComparer.Ordinal);
}
