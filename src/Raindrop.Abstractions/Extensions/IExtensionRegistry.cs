using System.Diagnostics.CodeAnalysis;
using Raindrop.Schemas;

namespace Raindrop.Extensions;

/// <summary>The extensions and schemas of a host, checked together and in the order in which they run.</summary>
public interface IExtensionRegistry
{
    /// <summary>All schemas by name.</summary>
    IReadOnlyDictionary<string, SchemaDefinition> Schemas { get; }

    /// <summary>All extensions, each after those whose outputs it takes or reads; ties by id.</summary>
    IReadOnlyList<IExtension> Extensions { get; }

    /// <summary>Finds an extension.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="extension">The extension.</param>
    bool TryGet(string id, [NotNullWhen(true)] out IExtension? extension);

    /// <summary>The place of an extension in the order: 0 where it takes and reads source schemas only, otherwise one more than the greatest among those that write what it takes or reads.</summary>
    /// <param name="id">The extension's id.</param>
    /// <exception cref="ArgumentException">There is no such extension.</exception>
    int LevelOf(string id);

    /// <summary>The extensions that write a schema, the most confident first, ties by id.</summary>
    /// <param name="schema">The schema's name.</param>
    IReadOnlyList<IExtension> WritersOf(string schema);
}
