using Raindrop.Extensions;

namespace Raindrop.Derivation.Passes;

/// <summary>Counts what a pass does, and tells those who watch.</summary>
internal sealed class PassReport
{
    private readonly Dictionary<string, ExtensionTally> _tallies;
    private readonly IReadOnlyList<ExtensionNode> _nodes;
    private readonly IProgress<DerivationProgress>? _progress;
    private readonly TimeProvider _time;
    private readonly long _started;

    public PassReport(IReadOnlyList<ExtensionNode> nodes, IProgress<DerivationProgress>? progress, TimeProvider time)
    {
        (_nodes, _progress, _time) = (nodes, progress, time);
        _started = time.GetTimestamp();
        _tallies = nodes.ToDictionary(node => node.Id, node => new ExtensionTally(node, time), StringComparer.Ordinal);
    }

    public ExtensionTally Of(ExtensionNode node) => _tallies[node.Id];

    public bool MayRun(ExtensionNode node) => Of(node).State == ExtensionRunState.Running;

    public void Tell(DerivationPhase phase) => _progress?.Report(new DerivationProgress(phase, Results(), _time.GetElapsedTime(_started)));

    public DerivationResult Finish(long conflictedSources)
    {
        Tell(DerivationPhase.Finished);
        return new DerivationResult
        {
            Extensions = Results(),
            Elapsed = _time.GetElapsedTime(_started),
            IsCaughtUp = _nodes.All(MayRun),
            ConflictedSources = conflictedSources,
        };
    }

    private ExtensionResult[] Results() => [.. _nodes.Select(node => Of(node).Result)];
}
