using Raindrop.Documents;

namespace Raindrop.Derivation.Planning;

/// <summary>The units of one extension that may be outdated: named ones up to a bound, a range of them beyond it.</summary>
internal sealed class PendingUnits
{
    /// <summary>Units named at most: about 4 MB of names. Beyond, the range that they span is compared with the traces.</summary>
    private const int MaxNamed = 16_384;

    private readonly Dictionary<string, PendingUnit> _named = new(StringComparer.Ordinal);

    public SweepKind Sweep { get; private set; }

    /// <summary>The range to sweep; both ends open by default.</summary>
    public string From { get; private set; } = "";

    /// <summary>The last unit of the range to sweep, or <see langword="null"/> for no end.</summary>
    public string? To { get; private set; }

    /// <summary>What a sweep looks at besides inputs.</summary>
    public UnitChecks SweepChecks { get; private set; }

    public IReadOnlyDictionary<string, PendingUnit> Named => _named;

    public bool IsEmpty => Sweep == SweepKind.None && _named.Count == 0;

    /// <summary>Whether a whole sweep is pending, which finds a changed input or version without its being named.</summary>
    public bool IsWhole => Sweep == SweepKind.Inputs && From.Length == 0 && To is null;

    public void Add(string unit, PendingUnit pending)
    {
        if (IsWhole && pending.Suspects.Count == 0 && (pending.Checks & ~SweepChecks) == 0) return;
        _named[unit] = _named.TryGetValue(unit, out var known) ? known.MergedWith(pending) : pending;
        if (_named.Count > MaxNamed) Coarsen();
    }

    public void AddSweep(SweepKind kind, string from, string? to, UnitChecks checks)
    {
        if (Sweep == SweepKind.None) (From, To) = (from, to);
        else
        {
            From = IdComparer.Instance.Compare(from, From) < 0 ? from : From;
            To = to is null || To is null ? null : IdComparer.Instance.Compare(to, To) > 0 ? to : To;
        }

        Sweep = (SweepKind)Math.Max((int)Sweep, (int)kind);
        SweepChecks |= checks;
    }

    private void Coarsen()
    {
        var checks = UnitChecks.None;
        foreach (var pending in _named.Values) checks |= pending.Checks | (pending.Suspects.Count > 0 ? UnitChecks.Outputs : UnitChecks.None);
        AddSweep(SweepKind.Inputs, _named.Keys.Min(IdComparer.Instance)!, _named.Keys.Max(IdComparer.Instance), checks);
        _named.Clear();
    }
}
