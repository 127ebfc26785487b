using Raindrop.Derivation.Ledgers;
using Raindrop.Documents;

namespace Raindrop.Derivation.Writing;

/// <summary>The outputs of a unit by id. Most units have one, and thousands of units are under way at once, so one takes no dictionary.</summary>
internal struct UnitOutputs
{
    private TraceOutput? _only;
    private Dictionary<string, TraceOutput>? _all;

    public readonly int Count => _all?.Count ?? (_only is null ? 0 : 1);

    public void Set(in TraceOutput output)
    {
        if (_all is null && (_only is null || _only.Value.Id == output.Id))
        {
            _only = output;
            return;
        }

        _all ??= new Dictionary<string, TraceOutput>(StringComparer.Ordinal) { [_only!.Value.Id] = _only.Value };
        _all[output.Id] = output;
    }

    public void Remove(string id)
    {
        if (_all is not null) _all.Remove(id);
        else if (_only?.Id == id) _only = null;
    }

    public readonly bool TryGet(string id, out TraceOutput output)
    {
        if (_all is not null) return _all.TryGetValue(id, out output);
        output = _only.GetValueOrDefault();
        return _only?.Id == id;
    }

    /// <summary>All of them, sorted by id.</summary>
    public readonly TraceOutput[] ToArray() => _all is not null ? [.. _all.Values.OrderBy(output => output.Id, IdComparer.Instance)] : _only is { } only ? [only] : [];
}
