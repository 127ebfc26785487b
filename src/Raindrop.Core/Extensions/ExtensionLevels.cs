namespace Raindrop.Extensions;

/// <summary>Places extensions behind those whose outputs they take or read. The declarations have no cycle.</summary>
internal sealed class ExtensionLevels
{
    private readonly Dictionary<string, int> _levels = new(StringComparer.Ordinal);
    private readonly ILookup<string, ExtensionDefinition> _writers;

    public ExtensionLevels(IReadOnlyList<ExtensionDefinition> definitions)
    {
        _writers = definitions
            .SelectMany(definition => definition.Outputs, (definition, schema) => (definition, schema))
            .ToLookup(pair => pair.schema, pair => pair.definition, StringComparer.Ordinal);
        foreach (var definition in definitions) Place(definition);
    }

    public int this[string id] => _levels[id];

    // A stack of its own rather than recursion: the longest chain is the caller's.
    private void Place(ExtensionDefinition root)
    {
        var pending = new Stack<ExtensionDefinition>([root]);
        while (pending.TryPeek(out var definition))
        {
            var level = 0;
            var waits = false;
            foreach (var writer in definition.Inputs.Concat(definition.Reads).SelectMany(schema => _writers[schema]))
            {
                if (_levels.TryGetValue(writer.Id, out var below)) level = Math.Max(level, below + 1);
                else
                {
                    pending.Push(writer);
                    waits = true;
                }
            }

            if (waits) continue;
            _levels[definition.Id] = level;
            pending.Pop();
        }
    }
}
