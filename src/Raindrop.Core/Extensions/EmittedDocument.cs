using Raindrop.Documents;
using Raindrop.Schemas;

namespace Raindrop.Extensions;

/// <summary>A document that a derivation emitted, on its way to the store.</summary>
internal sealed class EmittedDocument : IEmittedDocument
{
    private static readonly SortedDictionary<string, EmittedAttachment> NoAttachments = [];
    private SortedDictionary<string, EmittedAttachment>? _attachments;
    private readonly Lock _lock;
    private readonly int _confidence;
    private string? _digest;
    private bool _isSealed;

    /// <param name="node">The extension that emitted it.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="key">Its key.</param>
    /// <param name="payload">The body without its envelope.</param>
    /// <param name="runLock">Guards it; one lock serves all that a run emits.</param>
    public EmittedDocument(ExtensionNode node, SchemaDefinition schema, string key, ReadOnlyMemory<byte> payload, Lock? runLock = null)
    {
        _lock = runLock ?? new Lock();
        Id = new DocumentKey(schema.Name, key, node.Id).ToId();
        Schema = schema.Name;
        SchemaVersion = schema.Version;
        Key = key;
        Payload = payload;
        _confidence = node.Definition.Confidence;
    }

    public string Id { get; }

    public string Schema { get; }

    public int SchemaVersion { get; }

    public string Key { get; }

    /// <summary>The body without its envelope.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The attachments, sorted by name.</summary>
    public IReadOnlyDictionary<string, EmittedAttachment> Attachments => _attachments ?? NoAttachments;

    /// <summary>
    /// Names all that readers see of the document: schema version, payload, attachments, and how much the writer's word counts. Equal digests
    /// of one id mean that nothing needs to be written. 22 characters: the first 128 bits of SHA-256 in base 64 for URLs.
    /// </summary>
    public string Digest
    {
        get
        {
            lock (_lock) return _digest ??= EmissionDigest.Of(SchemaVersion, _confidence, Payload.Span, Attachments);
        }
    }

    public IEmittedDocument Attach(string name, string contentType, ReadOnlyMemory<byte> content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentException.ThrowIfNullOrEmpty(contentType);
        lock (_lock)
        {
            if (_isSealed) throw new DerivationException(DerivationFailure.InvalidOutput, "Bytes were attached after the derivation had ended: await everything that it starts.");
            if (name.Length == 0 || name[0] == '_') throw new DerivationException(DerivationFailure.InvalidOutput, "An attachment's name must not be empty nor start with '_'.");
            _attachments ??= new SortedDictionary<string, EmittedAttachment>(IdComparer.Instance);
            if (!_attachments.TryAdd(name, new EmittedAttachment(contentType, content)))
                throw new DerivationException(DerivationFailure.InvalidOutput, "Two attachments of one document have the same name. Give each a name of its own.");
            _digest = null;
        }

        return this;
    }

    /// <summary>Ends the run: nothing more can be attached.</summary>
    public void Seal()
    {
        lock (_lock) _isSealed = true;
    }

    /// <summary>The document as it is stored, byte for byte the same for the same arguments.</summary>
    /// <param name="node">The extension that emitted it.</param>
    /// <param name="sourceId">The id of the input.</param>
    /// <param name="sourceRevision">The revision of the input; <see langword="null"/> for a group.</param>
    /// <param name="revision">The revision that it replaces, or <see langword="null"/>.</param>
    public Document ToDocument(ExtensionNode node, string sourceId, string? sourceRevision, string? revision)
    {
        var envelope = new DocumentEnvelope
        {
            Schema = Schema,
            SchemaVersion = SchemaVersion,
            Key = Key,
            Extension = node.Id,
            ExtensionVersion = node.Version,
            SourceId = sourceId,
            SourceRevision = sourceRevision,
            Digest = Digest,
        };
        var content = EnvelopeWriter.Compose(envelope, Payload.Span);
        if (_attachments is null) return new Document { Id = Id, Revision = revision, Content = content, IsVerified = true };
        return new Document { Id = Id, Revision = revision, Content = content, IsVerified = true, Attachments = InlineAttachments() };
    }

    public override string ToString() => $"EmittedDocument {Id}";

    private SortedDictionary<string, DocumentAttachment> InlineAttachments()
    {
        var inline = new SortedDictionary<string, DocumentAttachment>(IdComparer.Instance);
        foreach (var (name, attachment) in Attachments)
            inline.Add(name, new DocumentAttachment { ContentType = attachment.ContentType, Length = attachment.Content.Length, Data = attachment.Content });
        return inline;
    }
}
