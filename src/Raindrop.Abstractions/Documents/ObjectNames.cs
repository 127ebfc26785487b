using System.Text;
using System.Text.Json;

namespace Raindrop.Documents;

/// <summary>Finds a name given twice in one object while a body is read, without allocating for objects of usual size.</summary>
/// <param name="content">The body that is read.</param>
/// <param name="room">Where names are noted; more is taken where it does not suffice.</param>
internal ref struct ObjectNames(ReadOnlySpan<byte> content, Span<(int Start, int Length)> room)
{
    /// <summary>Names of one object up to which each is compared with all before it; beyond, they are hashed.</summary>
    private const int MostCompared = 32;

    private readonly ReadOnlySpan<byte> _content = content;
    private Span<(int Start, int Length)> _names = room;
    private Dictionary<int, HashSet<string>>? _hashed;
    private int _count;
    private int _first;

    /// <summary>An object begins.</summary>
    public void Enter()
    {
        // What belongs to the object around it lies below.
        Push((_first, -1));
        _first = _count;
    }

    /// <summary>An object ends.</summary>
    public void Leave()
    {
        _hashed?.Remove(_first);
        _count = _first - 1;
        _first = _names[_count].Start;
    }

    /// <summary>Notes the name that the reader stands on.</summary>
    /// <returns><see langword="false"/> if the object has it already.</returns>
    public bool Add(scoped in Utf8JsonReader reader)
    {
        if (_hashed is not null && _hashed.TryGetValue(_first, out var hashed)) return hashed.Add(reader.GetString()!);
        if (reader.ValueIsEscaped || _count - _first >= MostCompared) return Hash().Add(reader.GetString()!);
        var name = reader.ValueSpan;
        foreach (var (start, length) in _names[_first.._count])
        {
            if (length == name.Length && _content.Slice(start, length).SequenceEqual(name)) return false;
        }

        Push(((int)reader.TokenStartIndex + 1, name.Length));
        return true;
    }

    private HashSet<string> Hash()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (start, length) in _names[_first.._count]) names.Add(Encoding.UTF8.GetString(_content.Slice(start, length)));
        return (_hashed ??= [])[_first] = names;
    }

    private void Push((int Start, int Length) entry)
    {
        if (_count == _names.Length)
        {
            var more = new (int, int)[_names.Length * 2];
            _names.CopyTo(more);
            _names = more;
        }

        _names[_count++] = entry;
    }
}
