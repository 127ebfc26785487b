using System.Buffers;

namespace Raindrop.Gateway.Bodies;

/// <summary>The names that the objects gave which are open now: 8 bytes each, which are free again when the object closes. Only then they are compared.</summary>
/// <remarks>
/// What is sorted once costs a fraction of a hash table for large objects, whose places lie all over the memory; and to know at an object's
/// end is early enough, since the end of the body is held back.
/// </remarks>
internal sealed class OpenObjects
{
    /// <summary>Names of one object up to which each is compared with all after it; beyond, they are sorted.</summary>
    private const int MostCompared = 32;

    private ulong[] _names = ArrayPool<ulong>.Shared.Rent(2 * MostCompared);
    private int[] _outer = new int[8];
    private int _depth;
    private int _start;
    private int _count;

    /// <summary>An object begins.</summary>
    public void Enter()
    {
        if (_depth == _outer.Length) Array.Resize(ref _outer, _depth * 2);
        _outer[_depth++] = _start;
        _start = _count;
    }

    /// <summary>Notes a name of the innermost object.</summary>
    public void Add(ulong name)
    {
        if (_count == _names.Length) Grow();
        _names[_count++] = name;
    }

    /// <summary>The innermost object ends.</summary>
    /// <returns>Whether it gave each name once.</returns>
    public bool Leave()
    {
        var own = _names.AsSpan(_start, _count - _start);
        _count = _start;
        _start = _outer[--_depth];
        return own.Length <= MostCompared ? AreDistinct(own) : AreDistinctSorted(own);
    }

    /// <summary>Frees what is held, wherever the text ended.</summary>
    public void Clear()
    {
        ArrayPool<ulong>.Shared.Return(_names);
        (_names, _count, _depth) = ([], 0, 0);
    }

    private static bool AreDistinct(ReadOnlySpan<ulong> names)
    {
        for (; names.Length > 1; names = names[1..])
        {
            if (names[1..].Contains(names[0])) return false;
        }

        return true;
    }

    private static bool AreDistinctSorted(Span<ulong> names)
    {
        names.Sort();
        for (var i = 1; i < names.Length; i++)
        {
            if (names[i] == names[i - 1]) return false;
        }

        return true;
    }

    private void Grow()
    {
        var larger = ArrayPool<ulong>.Shared.Rent(_count * 2);
        _names.CopyTo(larger, 0);
        ArrayPool<ulong>.Shared.Return(_names);
        _names = larger;
    }
}
