using System.Collections.Immutable;
using Raindrop.Documents;

namespace Raindrop.Derivation.Ledgers;

/// <summary>Reads and changes how far the extensions are.</summary>
internal sealed class LedgerStates(IDocumentDatabase database, OwnWrites own)
{
    private LedgerState _state = LedgerState.New;

    public ImmutableSortedDictionary<string, ExtensionState> Extensions => _state.Extensions;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var document = await database.GetAsync(new DocumentReference(LedgerFormat.StateId), null, cancellationToken).ConfigureAwait(false);
        _state = document is null ? LedgerState.New : LedgerState.Decode(document);
    }

    /// <summary>Applies a change, again on what another host has written meanwhile until it holds; writes nothing where nothing changes.</summary>
    public async Task ChangeAsync(Func<ImmutableSortedDictionary<string, ExtensionState>, ImmutableSortedDictionary<string, ExtensionState>> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var extensions = change(_state.Extensions);
            if (extensions.SequenceEqual(_state.Extensions)) return;
            var next = _state with { Extensions = extensions };
            try
            {
                var revision = await database.PutAsync(new Document { Id = LedgerFormat.StateId, Revision = next.Revision, Content = next.Encode() }, cancellationToken).ConfigureAwait(false);
                own.Add(LedgerFormat.StateId, revision);
                _state = next with { Revision = revision };
                return;
            }
            catch (DocumentConflictException)
            {
                await LoadAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async Task<Checkpoint?> ReadCheckpointAsync(CancellationToken cancellationToken)
    {
        var document = await database.GetLocalAsync(LedgerFormat.CheckpointId, cancellationToken).ConfigureAwait(false);
        return document is null ? null : Checkpoint.From(document);
    }

    public ValueTask WriteCheckpointAsync(Checkpoint checkpoint, CancellationToken cancellationToken) => database.PutLocalAsync(checkpoint.ToDocument(), cancellationToken);
}
