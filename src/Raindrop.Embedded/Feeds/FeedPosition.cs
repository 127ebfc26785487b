using System.Globalization;

namespace Raindrop.Embedded.Feeds;

/// <summary>Sequences as callers see them: a number, a dash and the beginning of the database's incarnation.</summary>
internal static class FeedPosition
{
    private const int MarkLength = 8;

    public static string Format(long sequence, string incarnation) => string.Create(CultureInfo.InvariantCulture, $"{sequence}-{incarnation.AsSpan(0, MarkLength)}");

    /// <summary>
    /// Reads a position. One that another creation of the database gave means nothing here, and nothing is the beginning, so that nothing is lost;
    /// the same goes for one behind the end, as after an older copy of the file was put back.
    /// </summary>
    public static long Parse(string? position, long end, string incarnation)
    {
        if (position is null) return 0;
        if (position == "now") return end;
        var dash = position.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !position.AsSpan(dash + 1).SequenceEqual(incarnation.AsSpan(0, MarkLength))) return 0;
        return long.TryParse(position.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && sequence <= end ? sequence : 0;
    }
}
