namespace Raindrop.Documents;

/// <summary>A range of document ids, in the order of their UTF-8 bytes.</summary>
/// <param name="Start">The first id that belongs to the range, or <see langword="null"/> for no lower bound.</param>
/// <param name="End">The first id that no longer belongs to it, or <see langword="null"/> for no upper bound.</param>
public readonly record struct IdRange(string? Start, string? End)
{
    /// <summary>All ids that start with a prefix of one or more characters, the last of them below U+007F.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <exception cref="ArgumentException">The prefix is empty or ends in a character that is not ASCII.</exception>
    public static IdRange StartingWith(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        if (prefix[^1] >= '\u007f') throw new ArgumentException("The prefix must end in an ASCII character.", nameof(prefix));
        return new IdRange(prefix, prefix[..^1] + (char)(prefix[^1] + 1));
    }

    /// <summary>Whether an id lies in the range.</summary>
    /// <param name="id">The id.</param>
    public bool Contains(string id) =>
        (Start is null || IdComparer.Instance.Compare(Start, id) <= 0) && (End is null || IdComparer.Instance.Compare(id, End) < 0);
}
