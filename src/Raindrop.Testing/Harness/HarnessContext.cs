using System.Text.Json.Serialization.Metadata;
using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Testing.Harness;

/// <summary>What the extension sees while it runs. It notes what was asked of it.</summary>
internal sealed class HarnessContext(HarnessDatabase database, RunVariant variant) : IDerivationContext, IDisposable
{
    // Tests compare ids, so the key is always the same; it protects nobody.
    private static readonly IdentifierHasher Hasher = new(new byte[IdentifierHasher.MinKeyLength]);

    private readonly DerivationOutputs _outputs = new(database.Node, database.Registry);
    private readonly ReadDelay _delay = new(variant.ReadSeed);
    private readonly GivenLeases _leases = new(database);
    private readonly List<HarnessRead> _reads = [];
    private readonly Lock _lock = new();
    private readonly HashSet<(string Schema, string Key)> _seen = [];
    private long _bytesRead;
    private int _readCount;

    public IReadOnlyList<EmittedDocument> Documents => _outputs.Documents;

    public IReadOnlyList<HarnessRead> Reads
    {
        get
        {
            lock (_lock) return [.. _reads];
        }
    }

    public IReadOnlyList<CredentialUse> Credentials => _leases.Opened;

    public long BytesRead => Interlocked.Read(ref _bytesRead);

    public int ReadCount => _readCount;

    public IEmittedDocument Emit(string schema, string key, ReadOnlySpan<byte> payload) => _outputs.Emit(schema, key, payload);

    public IEmittedDocument Emit<T>(string schema, string key, T payload, JsonTypeInfo<T> type) => _outputs.Emit(schema, key, payload, type);

    public string HashIdentifier(string value) => Hasher.Hash(value);

    public async ValueTask<InputDocument?> ReadAsync(string schema, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        CheckDeclared(schema);
        var document = database.Find(schema, key);
        Note(new HarnessRead(schema, key, IsGroup: false, Found: document is null ? 0 : 1));
        await _delay.WaitAsync(cancellationToken).ConfigureAwait(false);
        return document is null ? null : See(document);
    }

    public async ValueTask<IReadOnlyList<InputDocument>> ReadGroupAsync(string schema, string group, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        CheckDeclared(schema);
        var documents = database.KeysOf(schema, group).Select(key => database.Find(schema, key)!).ToArray();
        Note(new HarnessRead(schema, group, IsGroup: true, documents.Length));
        await _delay.WaitAsync(cancellationToken).ConfigureAwait(false);
        foreach (var document in documents) See(document);
        return documents;
    }

    public async ValueTask<ReadOnlyMemory<byte>> ReadAttachmentAsync(InputDocument document, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        var writers = WasSeen(document) ? database.WritersOf(document.Schema, document.Key) : [];
        var owner = writers.Count == 0 ? null : DocumentMerger.OwnerOf(database.Registry, document.Schema, document.Key, writers, name);
        var data = owner?.Attachments[name].Data
            ?? throw new DerivationException(DerivationFailure.MissingAttachment, $"Extension '{database.Node.Id}': it asked for an attachment that a document of '{document.Schema}' does not have.");
        Interlocked.Increment(ref _readCount);
        Interlocked.Add(ref _bytesRead, data.Length);
        await _delay.WaitAsync(cancellationToken).ConfigureAwait(false);
        return data;
    }

    public async ValueTask<CredentialLease> OpenCredentialAsync(string name, string purpose, CancellationToken cancellationToken = default)
    {
        var lease = _leases.Open(new CredentialUse(name, purpose));
        await _delay.WaitAsync(cancellationToken).ConfigureAwait(false);
        return lease;
    }

    /// <summary>Takes back the credentials that the run was given.</summary>
    public void Dispose() => _leases.Dispose();

    /// <summary>Notes that the extension holds a document, as its input or by a read.</summary>
    public InputDocument See(InputDocument document)
    {
        lock (_lock) _seen.Add((document.Schema, document.Key));
        Interlocked.Add(ref _bytesRead, document.Content.Length);
        return document;
    }

    private bool WasSeen(InputDocument document)
    {
        lock (_lock) return _seen.Contains((document.Schema, document.Key));
    }

    private void Note(HarnessRead read)
    {
        Interlocked.Increment(ref _readCount);
        lock (_lock) _reads.Add(read);
    }

    private void CheckDeclared(string schema)
    {
        if (!database.Node.Definition.Reads.Contains(schema))
            throw new DerivationException(DerivationFailure.UndeclaredSchema, $"Extension '{database.Node.Id}': it read the schema '{schema}'. Declare it among the reads.");
    }
}
