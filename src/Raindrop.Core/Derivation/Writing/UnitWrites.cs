using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Running;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Writing;

/// <summary>What has to be written for a unit, and what became of it.</summary>
internal sealed class UnitWrites
{
    /// <summary>No document has it, so a write under it meets a conflict, and what really stands there is read.</summary>
    private const string UnknownRevision = "1-00000000000000000000000000000000";

    /// <summary>The digest of nothing that is emitted.</summary>
    private const string UnknownDigest = "AAAAAAAAAAAAAAAAAAAAAA";

    private UnitOutputs _outputs;
    private List<TraceRead>? _extraReads;

    public UnitWrites(UnitResult result)
    {
        Result = result;
        foreach (var output in result.Unit.Trace?.Outputs ?? []) _outputs.Set(output);
    }

    public UnitResult Result { get; private set; }

    /// <summary>Whether the unit is left as it is, without a trace: a newer version of the extension has been here.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>The other unit that owns what this one emits, after it lost.</summary>
    public string? LostTo { get; private set; }

    /// <summary>Says what to write to begin with.</summary>
    /// <param name="writes">Takes the writes.</param>
    /// <returns>How many outputs need none.</returns>
    public int Plan(List<OutputWrite> writes)
    {
        if (Result.Failure is not null && !Result.IsWithdrawn)
        {
            // What stands there without a trace stays, and must not be forgotten: a later run that does not emit it deletes it.
            foreach (var suspect in Result.Unit.Suspects)
            {
                if (!_outputs.TryGet(suspect.Id, out _)) _outputs.Set(new TraceOutput(suspect.Id, UnknownRevision, UnknownDigest));
            }

            return 0;
        }

        if (_outputs.Count == 0 && Result.Unit.Suspects.Count == 0)
        {
            // Nothing is there yet, as in every first pass.
            foreach (var emitted in Result.Outputs) writes.Add(new OutputWrite(this, emitted.Id, emitted, null));
            return 0;
        }

        var unchanged = 0;

        var suspects = Result.Unit.Suspects.Select(suspect => suspect.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var emitted in Result.Outputs)
        {
            var isKnown = _outputs.TryGet(emitted.Id, out var known);
            if (suspects.Remove(emitted.Id)) writes.Add(new OutputWrite(this, emitted.Id, emitted, null));
            else if (isKnown && known.Digest == emitted.Digest) unchanged++;
            else writes.Add(new OutputWrite(this, emitted.Id, emitted, isKnown ? known.Revision : null));
        }

        var emittedIds = Result.Outputs.Select(emitted => emitted.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var output in _outputs.ToArray().Where(output => !emittedIds.Contains(output.Id)))
        {
            suspects.Remove(output.Id);
            writes.Add(new OutputWrite(this, output.Id, null, output.Revision));
        }

        // What is left was written for this unit by someone whose trace is missing.
        writes.AddRange(suspects.Where(id => !emittedIds.Contains(id)).Select(id => new OutputWrite(this, id, null, null)));
        return unchanged;
    }

    public void SetWritten(string id, string revision, string digest) => _outputs.Set(new TraceOutput(id, revision, digest));

    public void SetDeleted(string id) => _outputs.Remove(id);

    public void Refuse(DerivationFailure category) => Result = Result with { Failure = new TraceFailure(category, 1), Outputs = [] };

    /// <summary>Another unit emits the same document: this one is a dead letter, keeps nothing, and is woken when that document changes.</summary>
    public IEnumerable<OutputWrite> Lose(string id, string owner, string ownersRevision)
    {
        Result = Result with { Failure = new TraceFailure(DerivationFailure.DuplicateOutput, 1), Outputs = [], IsWithdrawn = true };
        LostTo = owner;
        (_extraReads ??= []).Add(new TraceRead(id, ownersRevision));
        _outputs.Remove(id);
        return [.. _outputs.ToArray().Select(output => new OutputWrite(this, output.Id, null, output.Revision))];
    }

    /// <summary>The trace to store, or <see langword="null"/> where the input is gone.</summary>
    public Trace? ToTrace()
    {
        if (Result.IsGone) return null;
        var node = Result.Unit.Node;
        return new Trace(
            node.Version,
            node.SettingsDigest,
            Result.Input,
            _outputs.ToArray(),
            AllReads(),
            Result.Failure);
    }

    private IReadOnlyList<TraceRead> AllReads()
    {
        if (_extraReads is null && Result.Failure is null) return Result.Reads;
        // A failed run may have stopped before it read what the last good one depended on.
        var earlier = Result.Failure is null ? [] : Result.Unit.Trace?.Reads ?? [];
        return [.. Result.Reads.Concat(_extraReads ?? []).Concat(earlier).DistinctBy(read => read.Prefix)];
    }
}
