using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Raindrop.Credentials;
using Raindrop.Derivation.Units;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Running;

/// <summary>What one run of an extension sees: it emits, and reads what it declared; both are recorded.</summary>
internal sealed class DerivationContext(ExtensionNode node, ExtensionRegistry registry, ReadBatcher reads, IdentifierHasher hasher, BatchCredentials credentials) : IDerivationContext, IDisposable
{
    private static readonly Dictionary<string, string> NoReads = [];

    private Exception? _storeFault;

    // Most runs open no credential, read nothing and meet no attachment, so nothing of it is there before it is needed.
    private RunCredentials? _credentials;
    private bool _hasEnded;
    private ConcurrentDictionary<string, string>? _readDigests;
    private ConcurrentDictionary<InputDocument, IReadOnlyList<Document>>? _origins;

    public DerivationOutputs Outputs { get; } = new(node, registry);

    /// <summary>What was read, and the digest of what was there.</summary>
    public IReadOnlyDictionary<string, string> ReadDigests => _readDigests ?? (IReadOnlyDictionary<string, string>)NoReads;

    /// <summary>A fault of the store or the vault, which is not the extension's.</summary>
    public Exception? Outage => _storeFault ?? _credentials?.Outage;

    /// <summary>Whether the run waits for the vault.</summary>
    public bool IsOpeningCredential => _credentials is { IsWaiting: true };

    public IEmittedDocument Emit(string schema, string key, ReadOnlySpan<byte> payload) => Outputs.Emit(schema, key, payload);

    public IEmittedDocument Emit<T>(string schema, string key, T payload, JsonTypeInfo<T> type) => Outputs.Emit(schema, key, payload, type);

    public string HashIdentifier(string value) => hasher.Hash(value);

    public ValueTask<CredentialLease> OpenCredentialAsync(string name, string purpose, CancellationToken cancellationToken = default) =>
        Credentials().OpenAsync(new CredentialUse(name, purpose), cancellationToken);

    public async ValueTask<InputDocument?> ReadAsync(string schema, string key, CancellationToken cancellationToken = default)
    {
        Check(schema, key);
        var documents = await RecordAsync(UnitIds.OfKey(registry, schema, key), cancellationToken).ConfigureAwait(false);
        return documents.Count == 0 ? null : Merge(schema, key, documents);
    }

    public async ValueTask<IReadOnlyList<InputDocument>> ReadGroupAsync(string schema, string group, CancellationToken cancellationToken = default)
    {
        Check(schema, group);
        if (group.Contains('/', StringComparison.Ordinal)) throw new DerivationException(DerivationFailure.ExtensionFailed, "A group is the part of a key before its first '/'.");
        var documents = await RecordAsync($"{schema}:{group}/", cancellationToken).ConfigureAwait(false);
        return [.. MergeGroup(schema, documents)];
    }

    public async ValueTask<ReadOnlyMemory<byte>> ReadAttachmentAsync(InputDocument document, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (!document.Attachments.ContainsKey(name) || _origins is null || !_origins.TryGetValue(document, out var origins)
            || DocumentMerger.OwnerOf(registry, document.Schema, document.Key, origins, name) is not { } owner)
        {
            throw new DerivationException(DerivationFailure.MissingAttachment, "The document has no attachment of that name.");
        }

        // Read together, all attachments of a document come: the largest says what that costs.
        var answer = await AskAsync(new ReadKey(owner.Id, owner.Revision, name), owner.Attachments.Values.Max(one => one.Length), cancellationToken).ConfigureAwait(false);
        return answer.Bytes ?? throw new DerivationException(DerivationFailure.MissingAttachment, "The attachment was replaced or removed while it was read.");
    }

    /// <summary>Takes back the credentials that the run was given.</summary>
    public void Dispose()
    {
        _hasEnded = true;
        Interlocked.MemoryBarrier();
        _credentials?.Dispose();
    }

    /// <summary>Makes an input of what stands under a key.</summary>
    public InputDocument Merge(string schema, string key, IReadOnlyList<Document> documents)
    {
        var input = DocumentMerger.Merge(registry, schema, key, documents);
        if (input.Attachments.Count > 0) Once(ref _origins, ReferenceEqualityComparer.Instance)[input] = documents;
        return input;
    }

    /// <summary>Makes inputs of the documents of a group, which lie sorted by id.</summary>
    public IEnumerable<InputDocument> MergeGroup(string schema, IEnumerable<Document> documents)
    {
        List<Document> same = [];
        string? current = null;
        foreach (var document in documents)
        {
            if (!DocumentKey.TryParse(document.Id, out var key)) continue;
            if (current is not null && current != key.Value.Key)
            {
                yield return Merge(schema, current, same);
                same = [];
            }

            current = key.Value.Key;
            same.Add(document);
        }

        if (current is not null) yield return Merge(schema, current, same);
    }

    // A run that was given up may still ask, at the very moment at which it ends: either it or the end sees the other.
    private RunCredentials Credentials()
    {
        if (Volatile.Read(ref _credentials) is { } there) return there;
        var opened = new RunCredentials(node, credentials, reads);
        if (Interlocked.CompareExchange(ref _credentials, opened, null) is { } earlier) return earlier;
        if (Volatile.Read(ref _hasEnded)) opened.Dispose();
        return opened;
    }

    private static ConcurrentDictionary<TKey, TValue> Once<TKey, TValue>(ref ConcurrentDictionary<TKey, TValue>? dictionary, IEqualityComparer<TKey> comparer)
        where TKey : class
    {
        if (Volatile.Read(ref dictionary) is { } there) return there;
        Interlocked.CompareExchange(ref dictionary, new ConcurrentDictionary<TKey, TValue>(comparer), null);
        return dictionary;
    }

    private void Check(string schema, string key)
    {
        if (!node.Definition.Reads.Contains(schema))
            throw new DerivationException(DerivationFailure.UndeclaredSchema, $"Extension '{node.Id}' read the schema '{schema}'. Declare it among its reads.");
        if (!DocumentKey.IsKey(key)) throw new DerivationException(DerivationFailure.ExtensionFailed, $"Extension '{node.Id}' read a key that no document can have.");
    }

    private async ValueTask<IReadOnlyList<Document>> RecordAsync(string prefix, CancellationToken cancellationToken)
    {
        var documents = (await AskAsync(new ReadKey(prefix), 0, cancellationToken).ConfigureAwait(false)).Documents;
        Once(ref _readDigests, StringComparer.Ordinal)[prefix] = InputDigest.Of(documents.Select(document => (document.Id, document.Revision!)));
        return documents;
    }

    private async ValueTask<ReadAnswer> AskAsync(ReadKey key, long length, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await reads.ReadAsync(key, length).ConfigureAwait(false);
        }
        catch (DocumentStoreException e)
        {
            _storeFault = e;
            throw;
        }
    }
}
