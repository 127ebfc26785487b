using System.Buffers;

namespace Raindrop.Grants;

/// <summary>What the options of issuers and of verifiers have in common.</summary>
internal static class GrantOptionRules
{
    public const string AudienceRule = "must have 1 to 100 letters, digits and -._~:/.";
    public const string KeyIdRule = "must have 1 to 64 letters, digits, - and _.";
    public const string PrefixRule = "must hold beginnings of ids that end in ':', '/', '.' or '-', begin with '_design/' where they begin with '_', and leave out the bookkeeping (rd.trace, rd.lease, rd.ledger), for example rd.release: and _design/rd.";

    private const int LongestAudience = 100;
    private const int LongestKeyId = 64;
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string DesignPrefix = "_design/";

    private static readonly SearchValues<char> AudienceCharacters = SearchValues.Create(Alphanumeric + "-._~:/");
    private static readonly SearchValues<char> KeyIdCharacters = SearchValues.Create(Alphanumeric + "-_");
    private static readonly string[] Bookkeeping = ["rd.trace", "rd.lease", "rd.ledger"];

    public static TimeSpan ShortestLifetime => TimeSpan.FromSeconds(10);

    public static TimeSpan LongestLifetime => TimeSpan.FromDays(1);

    public static bool IsAudience(string? text) => IsText(text, LongestAudience, AudienceCharacters);

    public static bool IsKeyId(string? text) => IsText(text, LongestKeyId, KeyIdCharacters);

    public static bool ArePrefixes(ICollection<string> prefixes) => prefixes.Count > 0 && prefixes.All(IsPrefix);

    private static bool IsPrefix(string prefix)
    {
        if (!GrantRules.IsId(prefix + "x") || prefix is not [.., ':' or '/' or '.' or '-']) return false;
        return prefix[0] == '_'
            ? prefix.StartsWith(DesignPrefix, StringComparison.Ordinal)
            : !Array.Exists(Bookkeeping, name => name.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(name, StringComparison.Ordinal));
    }

    private static bool IsText(string? text, int longest, SearchValues<char> characters) => text is { Length: > 0 } && text.Length <= longest && !text.AsSpan().ContainsAnyExcept(characters);
}
