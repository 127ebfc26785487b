namespace Raindrop.Extensions.Checks;

/// <summary>Finds cycles in a graph of schemas: at least one in every knot of schemas that are derived from each other.</summary>
internal sealed class SchemaCycles(ILookup<string, string> next)
{
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly HashSet<string> _onPath = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];
    private readonly List<IReadOnlyList<string>> _cycles = [];

    /// <summary>Each cycle once, beginning with its smallest name.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Find()
    {
        foreach (var start in next.Select(edges => edges.Key).Order(StringComparer.Ordinal)) Visit(start);
        return [.. _cycles.DistinctBy(cycle => string.Join(' ', cycle), StringComparer.Ordinal)];
    }

    private void Visit(string start)
    {
        var pending = new Stack<IEnumerator<string>>();
        Enter(start, pending);
        while (pending.TryPeek(out var edges))
        {
            if (!edges.MoveNext())
            {
                pending.Pop().Dispose();
                Leave();
            }
            else if (_onPath.Contains(edges.Current))
            {
                Report(edges.Current);
            }
            else
            {
                Enter(edges.Current, pending);
            }
        }
    }

    private void Enter(string schema, Stack<IEnumerator<string>> pending)
    {
        if (!_done.Add(schema)) return;
        _onPath.Add(schema);
        _path.Add(schema);
        pending.Push(next[schema].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).GetEnumerator());
    }

    private void Leave()
    {
        _onPath.Remove(_path[^1]);
        _path.RemoveAt(_path.Count - 1);
    }

    private void Report(string closing)
    {
        var cycle = _path[_path.IndexOf(closing)..];
        var smallest = cycle.IndexOf(cycle.Min(StringComparer.Ordinal)!);
        _cycles.Add([.. cycle[smallest..], .. cycle[..smallest]]);
    }
}
