using System.Runtime.CompilerServices;
using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Units;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Planning;

/// <summary>The plan stage: says which of an extension's pending units are outdated, from ids, revisions and traces alone.</summary>
internal sealed class Planner(IDocumentReader reader, ExtensionRegistry registry, Ledger ledger)
{
    /// <summary>Candidates judged together, so that what has to be looked up takes one request.</summary>
    public const int ChunkSize = 512;

    /// <param name="node">The extension.</param>
    /// <param name="pending">Its pending units.</param>
    /// <param name="standBy">Called when a newer version of the extension has been here.</param>
    /// <param name="cancellationToken">Ends the plan.</param>
    public async IAsyncEnumerable<PlannedUnit> PlanAsync(ExtensionNode node, PendingUnits pending, Action standBy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chunk = new List<Candidate>(ChunkSize);
        var source = new CandidateSource(reader, registry, ledger.TracesOf(node.Id), node);
        await foreach (var candidate in source.ReadAsync(pending, cancellationToken).ConfigureAwait(false))
        {
            if (candidate.Trace is { } trace && trace.Version > node.Version)
            {
                standBy();
                yield break;
            }

            if (IsUpToDate(node, candidate)) continue;
            if (!NeedsLookup(node, candidate))
            {
                if (Plan(node, candidate, candidate.Input, null) is { } planned) yield return planned;
                continue;
            }

            chunk.Add(candidate);
            if (chunk.Count < ChunkSize) continue;
            foreach (var planned in await JudgeAsync(node, chunk, cancellationToken).ConfigureAwait(false)) yield return planned;
            chunk.Clear();
        }

        foreach (var planned in await JudgeAsync(node, chunk, cancellationToken).ConfigureAwait(false)) yield return planned;
    }

    private static bool IsCurrent(ExtensionNode node, in Candidate candidate) =>
        candidate.Trace is { } trace && trace.Version == node.Version && trace.Settings == node.SettingsDigest;

    private static bool IsUpToDate(ExtensionNode node, in Candidate candidate) =>
        IsCurrent(node, candidate) && candidate.Suspects.Count == 0 && candidate.Input is { } input && input.Digest == candidate.Trace!.Input
        && (!candidate.Checks.HasFlag(UnitChecks.Reads) || candidate.Trace.Reads.Count == 0)
        && (!candidate.Checks.HasFlag(UnitChecks.Outputs) || candidate.Trace.Outputs.Count == 0);

    private static bool NeedsLookup(ExtensionNode node, in Candidate candidate)
    {
        if (candidate.Input is null && (UnitIds.IsGroup(candidate.Unit) || IsCurrent(node, candidate))) return true;
        return IsCurrent(node, candidate) && candidate.Checks != UnitChecks.None;
    }

    private async Task<IReadOnlyList<PlannedUnit>> JudgeAsync(ExtensionNode node, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in candidates)
        {
            if (candidate.Input is null) wanted.Add(candidate.Unit);
            if (candidate.Trace is not { } trace) continue;
            if (candidate.Checks.HasFlag(UnitChecks.Reads)) wanted.UnionWith(trace.Reads.Select(read => read.Prefix));
            if (candidate.Checks.HasFlag(UnitChecks.Outputs)) wanted.UnionWith(trace.Outputs.Select(output => output.Id));
        }

        var found = await new InputLookup(reader, registry).FindAsync(wanted, cancellationToken).ConfigureAwait(false);
        List<PlannedUnit> planned = [];
        foreach (var candidate in candidates)
        {
            var input = candidate.Input ?? found[candidate.Unit];
            List<Suspect> suspects = [];
            var forced = !IsCurrent(node, candidate);
            if (candidate.Trace is { } trace && candidate.Checks.HasFlag(UnitChecks.Reads)) forced |= trace.Reads.Any(read => found[read.Prefix].Digest != read.Digest);
            if (candidate.Trace is { } written && candidate.Checks.HasFlag(UnitChecks.Outputs)) suspects.AddRange(written.Outputs.Where(output => found[output.Id].Digest != output.Revision).Select(output => new Suspect(output.Id, HasLeaves: false)));
            if (!forced && suspects.Count == 0 && candidate.Suspects.Count == 0 && candidate.Trace!.Input == input.Digest) continue;
            if (Plan(node, candidate, input, suspects, forced) is { } unit) planned.Add(unit);
        }

        return planned;
    }

    private PlannedUnit? Plan(ExtensionNode node, in Candidate candidate, UnitInput? input, List<Suspect>? found, bool forced = false)
    {
        if (candidate.Trace is null && candidate.Suspects.Count == 0 && input is { IsEmpty: true }) return null;
        IReadOnlyList<Suspect> suspects = found is null or [] ? candidate.Suspects : [.. found, .. candidate.Suspects];
        var ids = input is { } known ? known.Ids : UnitIds.DocumentsOf(candidate.Unit, registry);
        return new PlannedUnit(node, candidate.Unit, candidate.Stored, ids, forced || suspects.Count > 0 || !IsCurrent(node, candidate), suspects);
    }
}
