using System.Runtime.CompilerServices;
using Raindrop.Derivation.Planning;
using Raindrop.Derivation.Units;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Running;

/// <summary>The documents of a unit: held, or of a large group, streamed.</summary>
internal sealed class UnitBody
{
    private readonly IReadOnlyList<Document> _documents;
    private readonly Func<CancellationToken, IAsyncEnumerable<Document>>? _stream;

    private UnitBody(string digest, IReadOnlyList<Document> documents, Func<CancellationToken, IAsyncEnumerable<Document>>? stream) =>
        (Digest, _documents, _stream) = (digest, documents, stream);

    public string Digest { get; }

    public string? Revision => _documents is [var only] ? only.Revision : null;

    /// <summary>The store's fault while members were streamed.</summary>
    public Exception? StoreFault { get; private set; }

    public static UnitBody Of(IReadOnlyList<Document> documents) =>
        new(documents is [var only] ? only.Revision! : InputDigest.Of(documents.Select(document => (document.Id, document.Revision!))), documents, null);

    public static UnitBody Streamed(string digest, Func<CancellationToken, IAsyncEnumerable<Document>> stream) => new(digest, [], stream);

    public DerivationInput ToInput(PlannedUnit unit, DerivationContext context)
    {
        var (schema, key) = UnitIds.Split(unit.Id);
        return UnitIds.IsGroup(unit.Id) ? DerivationInput.OfGroup(schema, key, MembersAsync(schema, context)) : DerivationInput.Of(context.Merge(schema, key, _documents));
    }

    private async IAsyncEnumerable<InputDocument> MembersAsync(string schema, DerivationContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_stream is null)
        {
            foreach (var member in context.MergeGroup(schema, _documents)) yield return member;
            yield break;
        }

        List<Document> same = [];
        string? current = null;
        var documents = _stream(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var disposeDocuments = documents.ConfigureAwait(false);
        while (await MoveAsync(documents).ConfigureAwait(false))
        {
            if (!DocumentKey.TryParse(documents.Current.Id, out var key)) continue;
            if (current is not null && current != key.Value.Key)
            {
                yield return context.Merge(schema, current, same);
                same = [];
            }

            current = key.Value.Key;
            same.Add(documents.Current);
        }

        if (current is not null) yield return context.Merge(schema, current, same);
    }

    private async ValueTask<bool> MoveAsync(IAsyncEnumerator<Document> documents)
    {
        try
        {
            return await documents.MoveNextAsync().ConfigureAwait(false);
        }
        catch (DocumentStoreException e)
        {
            StoreFault = e;
            throw;
        }
    }
}
