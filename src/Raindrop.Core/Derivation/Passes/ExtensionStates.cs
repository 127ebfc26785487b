using System.Collections.Immutable;
using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Planning;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Passes;

/// <summary>Decides from the recorded progress which extensions have to go through all their units, and records how far they came.</summary>
internal sealed class ExtensionStates(ExtensionRegistry registry, LedgerStates states, PendingWork pending, PassReport report)
{
    /// <summary>Whether some extension's units are compared with all there is: asked for, or needed since another host went past changes without it.</summary>
    public bool IsReconciling { get; private set; }

    /// <summary>Whether no extension has ever run here.</summary>
    public bool IsFresh => states.Extensions.IsEmpty;

    /// <summary>Marks what is pending by version and settings, and lets extensions stand by where a newer version was here.</summary>
    public void Plan(bool reconcile)
    {
        IsReconciling = reconcile;
        foreach (var node in registry.Nodes)
        {
            if (reconcile) AddSweep(node, ExtensionCoverage.Doubtful);
            var known = states.Extensions.TryGetValue(node.Id, out var state);
            if (known && state.Version > node.Version) report.Of(node).StandBy();
            else if (!known) pending.AddSweep(node.Id, SweepKind.Inputs);
            else if (!IsSame(node, state) || state.Coverage != ExtensionCoverage.Swept) AddSweep(node, Bumped(state.Coverage));
        }
    }

    /// <summary>Announces the versions that begin to run, so that older hosts stand by.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) => states.ChangeAsync(
        extensions =>
        {
            foreach (var node in registry.Nodes.Where(report.MayRun))
            {
                if (!extensions.TryGetValue(node.Id, out var state)) extensions = extensions.SetItem(node.Id, new ExtensionState(node.Version, node.SettingsDigest, ExtensionCoverage.Begun));
                else if (state.Version > node.Version) report.Of(node).StandBy();
                else if (!IsSame(node, state)) extensions = extensions.SetItem(node.Id, new ExtensionState(node.Version, node.SettingsDigest, Bumped(state.Coverage)));
            }

            return extensions;
        },
        cancellationToken);

    /// <summary>Records that all is done; and of an extension that could not finish, that its units have to be gone through once more.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => states.ChangeAsync(
        extensions =>
        {
            foreach (var node in registry.Nodes)
            {
                if (!extensions.TryGetValue(node.Id, out var state)) continue;
                if (Ended(node, state) is { } ended) extensions = extensions.SetItem(node.Id, ended);
            }

            return extensions;
        },
        cancellationToken);

    private ExtensionState? Ended(ExtensionNode node, ExtensionState state)
    {
        if (report.MayRun(node)) return IsSame(node, state) ? state with { Coverage = ExtensionCoverage.Swept } : null;
        return pending.Has(node.Id) || report.Of(node).State == ExtensionRunState.Paused ? state with { Coverage = ExtensionCoverage.Doubtful } : null;
    }

    private void AddSweep(ExtensionNode node, ExtensionCoverage coverage)
    {
        var isDoubtful = coverage == ExtensionCoverage.Doubtful;
        IsReconciling |= isDoubtful;
        pending.AddSweep(node.Id, coverage == ExtensionCoverage.Bumped ? SweepKind.Traces : SweepKind.Inputs, checks: isDoubtful ? UnitChecks.Reads | UnitChecks.Outputs : UnitChecks.None);
    }

    private static ExtensionCoverage Bumped(ExtensionCoverage coverage) => coverage == ExtensionCoverage.Swept ? ExtensionCoverage.Bumped : coverage;

    private static bool IsSame(ExtensionNode node, ExtensionState state) => state.Version == node.Version && state.Settings == node.SettingsDigest;
}
