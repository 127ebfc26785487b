using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Units;

/// <summary>
/// How units of work, and what they read, are named: <c>schema:key</c> is one source document, <c>schema:key:</c> what all writers say under
/// a key, <c>schema:group/</c> a group, <c>schema:</c> a whole schema.
/// </summary>
internal static class UnitIds
{
    /// <summary>The unit of an extension that a document belongs to, or <see langword="null"/> if it belongs to none.</summary>
    public static string? Of(ExtensionNode node, ExtensionRegistry registry, in DocumentKey document) => node.Definition.Grouping switch
    {
        InputGrouping.WholeSchema => document.Schema + ":",
        InputGrouping.FirstKeySegment => DocumentKey.GroupOf(document.Key) is { } group ? $"{document.Schema}:{group}/" : null,
        _ => OfKey(registry, document.Schema, document.Key),
    };

    /// <summary>What stands under a schema and a key, from whatever writers.</summary>
    public static string OfKey(ExtensionRegistry registry, string schema, string key) =>
        registry.IsDerived(schema) ? $"{schema}:{key}:" : $"{schema}:{key}";

    public static bool IsGroup(string unit) => unit[^1] == '/' || unit.IndexOf(':', StringComparison.Ordinal) == unit.Length - 1;

    public static (string Schema, string Key) Split(string unit)
    {
        var colon = unit.IndexOf(':', StringComparison.Ordinal);
        return (unit[..colon], unit[(colon + 1)..].TrimEnd(':', '/'));
    }

    /// <summary>The documents that can stand behind a unit that is no group: the writers of the schema are known.</summary>
    public static IReadOnlyList<string> DocumentsOf(string unit, ExtensionRegistry registry)
    {
        if (unit[^1] != ':') return [unit];
        var schema = unit[..unit.IndexOf(':', StringComparison.Ordinal)];
        var writers = registry.WritersOf(schema);
        var overridable = registry.Schemas.TryGetValue(schema, out var definition) && definition.AllowsOverrides;
        if (writers.Count == 1 && !overridable) return [unit + writers[0].Definition.Id];
        IEnumerable<string> ids = writers.Select(writer => unit + writer.Definition.Id);
        if (overridable) ids = ids.Append(unit + DocumentKey.OverrideWriter);
        return [.. ids.Order(Documents.IdComparer.Instance)];
    }

    /// <summary>Whether a document counts as input of its schema: it is a source document, or by a registered writer, or an allowed override.</summary>
    public static bool IsInput(ExtensionRegistry registry, in DocumentKey document)
    {
        if (!registry.IsDerived(document.Schema)) return document.Writer is null;
        if (document.Writer == DocumentKey.OverrideWriter) return registry.Schemas[document.Schema].AllowsOverrides;
        var schema = document.Schema;
        return document.Writer is not null && registry.Find(document.Writer) is { } writer && writer.Definition.Outputs.Contains(schema);
    }

    /// <summary>Whether a unit's input is one document whose revision alone says whether it changed.</summary>
    public static bool IsSingle(string unit, ExtensionRegistry registry) => !IsGroup(unit) && DocumentsOf(unit, registry).Count == 1;

    /// <summary>Everything that a reader may have read when it read this document.</summary>
    public static IEnumerable<string> ReadPrefixesOf(string id, DocumentKey? document)
    {
        yield return id;
        if (document is not { } key) yield break;
        if (key.Writer is not null) yield return $"{key.Schema}:{key.Key}:";
        if (DocumentKey.GroupOf(key.Key) is { } group) yield return $"{key.Schema}:{group}/";
    }
}
