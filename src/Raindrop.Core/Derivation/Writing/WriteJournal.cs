using System.Collections.Concurrent;
using Raindrop.Derivation.Planning;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Writing;

/// <summary>What a batch's writes lead to, besides its traces.</summary>
internal sealed class WriteJournal
{
    private readonly List<ChangedOutput> _changed = [];
    private readonly List<(ExtensionNode Node, string Unit, Suspect Suspect)> _rechecks = [];
    private readonly HashSet<ExtensionNode> _standingBy = [];
    private readonly ConcurrentDictionary<ExtensionNode, WriteCounts> _counts = new();

    /// <summary>Outputs that changed, whose readers have to be looked at.</summary>
    public IReadOnlyList<ChangedOutput> Changed => _changed;

    /// <summary>Units whose outputs are not what their traces say.</summary>
    public IReadOnlyList<(ExtensionNode Node, string Unit, Suspect Suspect)> Rechecks => _rechecks;

    public IReadOnlyCollection<ExtensionNode> StandingBy => _standingBy;

    public WriteCounts CountsOf(ExtensionNode node) => _counts.GetOrAdd(node, _ => new WriteCounts());

    public void Written(ExtensionNode node, string id, string revision)
    {
        CountsOf(node).Written++;
        _changed.Add(new ChangedOutput(node, id, revision, IsDeleted: false));
    }

    /// <summary>An output that an earlier run left without a trace was as it should be.</summary>
    public void Adopted(ExtensionNode node, string id, string revision)
    {
        CountsOf(node).Unchanged++;
        _changed.Add(new ChangedOutput(node, id, revision, IsDeleted: false));
    }

    public void Deleted(ExtensionNode node, string id, string revision)
    {
        CountsOf(node).Deleted++;
        _changed.Add(new ChangedOutput(node, id, revision, IsDeleted: true));
    }

    public void Recheck(ExtensionNode node, string unit, Suspect suspect) => _rechecks.Add((node, unit, suspect));

    public void StandBy(ExtensionNode node) => _standingBy.Add(node);
}
