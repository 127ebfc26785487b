using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Testing.Harness;

/// <summary>Collects the documents of a test, and makes up the schemas and extensions that must have been there.</summary>
internal sealed class GivenDocuments(IExtension extension)
{
    private readonly Dictionary<string, SchemaDefinition> _defined = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaDefinition> _inferred = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Confidence, SortedSet<string> Outputs)> _writers = new(StringComparer.Ordinal);
    private readonly List<Document> _documents = [];
    private readonly Dictionary<CredentialUse, Credential> _credentials = [];

    public void Define(SchemaDefinition schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _defined[schema.Name] = schema;
    }

    public void AddSource(string schema, string key, ReadOnlyMemory<byte> payload) =>
        _documents.Add(SourceDocument.Create(SchemaOf(schema, SchemaKind.Source), key, payload));

    public void AddDerived(string schema, string key, ReadOnlyMemory<byte> payload, string writer, int confidence)
    {
        AddWriter(schema, writer, confidence);
        var node = new ExtensionNode { Extension = extension, Definition = new StandInExtension(writer, confidence, [schema]).Definition, Level = 0, SettingsDigest = "" };
        var id = new DocumentKey(schema, key, writer).ToId();
        if (!DocumentKey.IsKey(key)) throw new ArgumentException("The key must not be empty nor hold ':', control characters or unpaired surrogates.", nameof(key));
        if (PayloadRules.FindMistake(id, payload) is { } mistake) throw new ArgumentException(mistake, nameof(payload));
        _documents.Add(new EmittedDocument(node, SchemaOf(schema, SchemaKind.Derived), key, payload).ToDocument(node, $"{StandInExtension.Origin}:{key}", "1-harness", null));
    }

    public void AddOverride(string schema, string key, ReadOnlyMemory<byte> payload) =>
        _documents.Add(SourceDocument.CreateOverride(AllowOverrides(schema), key, payload));

    public void Add(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (!DocumentKey.TryParse(document.Id, out var key)) throw new ArgumentException("The id is not that of a source or derived document.", nameof(document));
        if (key.Value.Writer is null) SchemaOf(key.Value.Schema, SchemaKind.Source);
        else if (key.Value.Writer == DocumentKey.OverrideWriter) AllowOverrides(key.Value.Schema);
        else AddWriter(key.Value.Schema, key.Value.Writer, _writers.TryGetValue(key.Value.Writer, out var known) ? known.Confidence : 50);
        _documents.Add(document);
    }

    public void AddCredential(CredentialUse use, Credential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        CredentialLabel.ThrowIfInvalid(use.Name, nameof(use));
        CredentialLabel.ThrowIfInvalid(use.Purpose, nameof(use));
        _credentials[use] = credential;
    }

    public void Attach(string name, string contentType, ReadOnlyMemory<byte> content)
    {
        if (_documents.Count == 0) throw new InvalidOperationException("Give a document first; the bytes are attached to it.");
        var last = _documents[^1];
        var attachment = new DocumentAttachment { ContentType = contentType, Length = content.Length, Data = content };
        var attachments = new Dictionary<string, DocumentAttachment>(last.Attachments, StringComparer.Ordinal) { [name] = attachment };
        _documents[^1] = new Document { Id = last.Id, Revision = last.Revision, Content = last.Content, Attachments = attachments };
    }

    public HarnessDatabase Build()
    {
        var definition = extension.Definition;
        foreach (var schema in definition.Outputs) SchemaOf(schema, SchemaKind.Derived);
        foreach (var schema in definition.Inputs.Concat(definition.Reads)) SchemaOf(schema, SchemaKind.Source);
        SchemaOf(StandInExtension.Origin, SchemaKind.Source);
        var others = _writers.Where(writer => writer.Key != definition.Id)
            .Select(IExtension (writer) => new StandInExtension(writer.Key, writer.Value.Confidence, [.. writer.Value.Outputs]));
        var registry = ExtensionRegistry.Create(_inferred.Values, others.Append(extension));
        return new HarnessDatabase(registry, registry.Find(definition.Id)!, [.. _documents]) { Credentials = new Dictionary<CredentialUse, Credential>(_credentials) };
    }

    private SchemaDefinition SchemaOf(string name, SchemaKind kind)
    {
        if (_inferred.TryGetValue(name, out var schema)) return schema;
        return _inferred[name] = _defined.GetValueOrDefault(name) ?? new SchemaDefinition(name, 1, kind);
    }

    private SchemaDefinition AllowOverrides(string schema) => _inferred[schema] = SchemaOf(schema, SchemaKind.Derived) with { AllowsOverrides = true };

    private void AddWriter(string schema, string writer, int confidence)
    {
        SchemaOf(schema, SchemaKind.Derived);
        if (!_writers.TryGetValue(writer, out var known)) known = _writers[writer] = (confidence, new SortedSet<string>(StringComparer.Ordinal));
        if (known.Confidence != confidence) throw new ArgumentException($"The writer '{writer}' was given with the confidence {known.Confidence} before.", nameof(confidence));
        known.Outputs.Add(schema);
    }
}
