using System.Globalization;
using Raindrop.Schemas;

namespace Raindrop.Documents;

/// <summary>Makes keys of source documents that sort as their contents do, from the contents alone: importing twice gives the same keys.</summary>
public static class SourceKey
{
    /// <summary>A key that sorts by a date of the content, such as the date of a message; never the time of the import.</summary>
    /// <param name="date">The date; its second in UTC is what counts.</param>
    /// <param name="hashed">What tells contents of one second apart: a hash of their identifier by <see cref="IdentifierHasher"/>.</param>
    /// <returns>For example <c>20260131T235959Z-</c> and the hash.</returns>
    /// <exception cref="ArgumentException">The hash is not valid in a key.</exception>
    public static string FromDate(DateTimeOffset date, string hashed) =>
        Checked(date.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture), hashed);

    /// <summary>A key for content that has no date. It sorts before all that have one.</summary>
    /// <param name="hashed">A hash of its identifier, or of its bytes.</param>
    /// <exception cref="ArgumentException">The hash is not valid in a key.</exception>
    public static string Undated(string hashed) => Checked("00000000T000000Z", hashed);

    /// <summary>A key that sorts by a number of the content, such as the number that its origin gave it.</summary>
    /// <param name="number">The number, 0 or more.</param>
    /// <param name="hashed">A hash of its identifier.</param>
    /// <returns>The number in 19 digits, a dash and the hash.</returns>
    /// <exception cref="ArgumentException">The number is negative, or the hash is not valid in a key.</exception>
    public static string FromNumber(long number, string hashed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return Checked(number.ToString("D19", CultureInfo.InvariantCulture), hashed);
    }

    /// <summary>Puts a key into a group, whose members lie side by side.</summary>
    /// <param name="group">The group: a valid key without <c>/</c>.</param>
    /// <param name="key">The key within the group.</param>
    /// <exception cref="ArgumentException">One of them is not valid.</exception>
    public static string InGroup(string group, string key)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(key);
        if (!DocumentKey.IsKey(group) || group.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException("A group must be a valid key without '/'.", nameof(group));
        if (!DocumentKey.IsKey(key)) throw new ArgumentException("A key must not be empty nor hold ':', control characters or unpaired surrogates.", nameof(key));
        return $"{group}/{key}";
    }

    private static string Checked(string sortable, string hashed)
    {
        ArgumentNullException.ThrowIfNull(hashed);
        if (!DocumentKey.IsKey(hashed)) throw new ArgumentException("The hash must not be empty nor hold ':', control characters or unpaired surrogates.", nameof(hashed));
        return $"{sortable}-{hashed}";
    }
}
