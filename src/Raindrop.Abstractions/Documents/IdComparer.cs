namespace Raindrop.Documents;

/// <summary>Orders ids as every store does: by their UTF-8 bytes, which is the order of their Unicode code points.</summary>
public sealed class IdComparer : IComparer<string>
{
    /// <summary>The only instance.</summary>
    public static IdComparer Instance { get; } = new();

    private IdComparer()
    {
    }

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (ReferenceEquals(x, y)) return 0;
        if (x is null) return -1;
        if (y is null) return 1;
        var common = x.AsSpan().CommonPrefixLength(y);
        if (common == x.Length || common == y.Length) return x.Length.CompareTo(y.Length);
        char a = x[common], b = y[common];
        // UTF-16 order differs from code point order only where surrogates meet U+E000..U+FFFF.
        if (char.IsSurrogate(a) != char.IsSurrogate(b)) return char.IsSurrogate(a) ? 1 : -1;
        return a.CompareTo(b);
    }
}
