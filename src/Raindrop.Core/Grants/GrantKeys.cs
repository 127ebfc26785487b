using System.Globalization;
using Raindrop.Documents;

namespace Raindrop.Grants;

/// <summary>The key of a grant in what is stored of it: the second in which it was issued, then its id, so that the oldest comes first.</summary>
internal static class GrantKeys
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const int TimeLength = 16;

    public static string KeyOf(Grant grant) => SourceKey.FromDate(grant.IssuedAt, grant.Id.Value);

    /// <summary>What all keys of grants that were issued before a moment sort in front of.</summary>
    public static string Before(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static bool TryParse(string key, out DateTimeOffset issuedAt, out GrantId grant)
    {
        grant = default;
        issuedAt = default;
        return key.Length == TimeLength + 1 + GrantId.Length && key[TimeLength] == '-'
            && DateTimeOffset.TryParseExact(key.AsSpan(0, TimeLength), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out issuedAt)
            && GrantId.TryParse(key[(TimeLength + 1)..], out grant);
    }
}
