using Raindrop.Extensions;

namespace Raindrop.Derivation.Planning;

/// <summary>All units of a pass that may be outdated, by extension.</summary>
internal sealed class PendingWork(ExtensionRegistry registry)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PendingUnits> _units = new(StringComparer.Ordinal);

    /// <summary>Whether anything is pending of the extensions that may run.</summary>
    public bool IsEmptyFor(Func<ExtensionNode, bool> mayRun)
    {
        lock (_lock) return !_units.Any(units => !units.Value.IsEmpty && registry.Find(units.Key) is { } node && mayRun(node));
    }

    public bool Has(string extension)
    {
        lock (_lock) return _units.TryGetValue(extension, out var units) && !units.IsEmpty;
    }

    public void Add(string extension, string unit, string? input = null, UnitChecks checks = UnitChecks.None, Suspect? suspect = null)
    {
        lock (_lock) Of(extension).Add(unit, new PendingUnit(input, checks, suspect is null ? [] : [suspect.Value]));
    }

    public void AddSweep(string extension, SweepKind kind, string from = "", string? to = null, UnitChecks checks = UnitChecks.None)
    {
        lock (_lock) Of(extension).AddSweep(kind, from, to, checks);
    }

    /// <summary>Takes what is pending of the lowest level that has anything pending: upstream settles first.</summary>
    public IReadOnlyList<(ExtensionNode Node, PendingUnits Units)> TakeLevel(Func<ExtensionNode, bool> mayRun)
    {
        lock (_lock)
        {
            var level = registry.Nodes.Where(node => mayRun(node) && _units.TryGetValue(node.Id, out var units) && !units.IsEmpty).GroupBy(node => node.Level).MinBy(group => group.Key);
            List<(ExtensionNode, PendingUnits)> taken = [];
            foreach (var node in level ?? Enumerable.Empty<ExtensionNode>())
            {
                taken.Add((node, _units[node.Id]));
                _units.Remove(node.Id);
            }

            return taken;
        }
    }

    private PendingUnits Of(string extension)
    {
        if (!_units.TryGetValue(extension, out var units)) _units[extension] = units = new PendingUnits();
        return units;
    }
}
