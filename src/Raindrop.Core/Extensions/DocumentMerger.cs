using System.Text.Json;
using Raindrop.Documents;
using Raindrop.Schemas;

namespace Raindrop.Extensions;

/// <summary>Makes one word of what several writers say under one schema and key: each field is the most confident writer's that has it.</summary>
internal static class DocumentMerger
{
    /// <summary>Merges the documents of one schema and key; the result does not depend on their order.</summary>
    /// <param name="registry">Says how much each writer's word counts.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="key">The key.</param>
    /// <param name="writers">The documents, one a writer, 1 or more, none deleted.</param>
    /// <exception cref="DerivationException">A document is not what its id says.</exception>
    public static InputDocument Merge(ExtensionRegistry registry, string schema, string key, IReadOnlyList<Document> writers)
    {
        ArgumentOutOfRangeException.ThrowIfZero(writers.Count, nameof(writers));
        var ordered = ByConfidence(registry, schema, key, writers);
        try
        {
            var version = ReadVersion(schema, key, ordered[0]);
            for (var i = 1; i < ordered.Count; i++) ReadVersion(schema, key, ordered[i]);
            return new InputDocument
            {
                Id = ordered[0].Id,
                Schema = schema,
                SchemaVersion = version,
                Key = key,
                Content = ordered.Count == 1 ? DocumentEnvelope.PayloadOf(ordered[0].Content) : MergeFields(ordered),
                Attachments = ordered.Count == 1 ? ordered[0].Attachments : MergeAttachments(ordered),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Refuse(schema, "The body is not valid JSON.");
        }
    }

    /// <summary>Of the documents that were merged, the one whose attachment of that name the merged document has.</summary>
    public static Document? OwnerOf(ExtensionRegistry registry, string schema, string key, IReadOnlyList<Document> writers, string attachment) =>
        ByConfidence(registry, schema, key, writers).FirstOrDefault(document => document.Attachments.ContainsKey(attachment));

    private static List<Document> ByConfidence(ExtensionRegistry registry, string schema, string key, IReadOnlyList<Document> writers)
    {
        var ranked = new List<(int Confidence, string Writer, Document Document)>(writers.Count);
        foreach (var document in writers)
        {
            var writer = WriterOf(registry, schema, key, document.Id);
            ranked.Add((registry.ConfidenceOf(writer), writer, document));
        }

        ranked.Sort((x, y) => x.Confidence == y.Confidence ? string.CompareOrdinal(x.Writer, y.Writer) : y.Confidence.CompareTo(x.Confidence));
        return ranked.ConvertAll(entry => entry.Document);
    }

    private static string WriterOf(ExtensionRegistry registry, string schema, string key, string id)
    {
        if (!DocumentKey.TryParse(id, out var parsed) || parsed.Value.Schema != schema || parsed.Value.Key != key)
            throw Refuse(schema, "The id does not name its schema and key.");
        var writer = parsed.Value.Writer;
        if (writer is null == registry.IsDerived(schema))
            throw Refuse(schema, "A derived document's id names its writer, and a source document's does not.");
        if (writer == DocumentKey.OverrideWriter && !registry.Schemas[schema].AllowsOverrides)
            throw Refuse(schema, "It overrides a schema that allows no overrides. Delete it, or let the schema allow them.");
        return writer ?? "";
    }

    private static int ReadVersion(string schema, string key, Document document)
    {
        if (!DocumentEnvelope.TryRead(document.Content.Span, out var envelope)) throw Refuse(schema, "The body has no rd_schema, rd_schema_version and rd_key.");
        if (envelope.Schema != schema || envelope.Key != key) throw Refuse(schema, "The body's rd_schema and rd_key do not agree with its id.");
        return envelope.SchemaVersion;
    }

    private static ReadOnlyMemory<byte> MergeFields(List<Document> ordered)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var payload = new PayloadBuilder(ordered.Sum(document => document.Content.Length));
        foreach (var document in ordered)
        {
            var content = document.Content.Span;
            var members = new MemberReader(content);
            while (members.MoveNext())
            {
                if (!members.IsEnvelope && seen.Add(members.Name)) payload.Add(content[members.Start..members.End]);
            }
        }

        return payload.ToMemory();
    }

    private static SortedDictionary<string, DocumentAttachment> MergeAttachments(List<Document> ordered)
    {
        var merged = new SortedDictionary<string, DocumentAttachment>(IdComparer.Instance);
        foreach (var (name, attachment) in ordered.SelectMany(document => document.Attachments)) merged.TryAdd(name, attachment);
        return merged;
    }

    private static DerivationException Refuse(string schema, string what) =>
        new(DerivationFailure.InvalidInput, $"A document of '{schema}' is not a valid input. {what}");
}
