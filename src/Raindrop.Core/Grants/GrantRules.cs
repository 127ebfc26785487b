using System.Buffers;
using System.Security.Cryptography;
using Raindrop.Grants.Content;

namespace Raindrop.Grants;

/// <summary>What a grant may be, for who issues and for who verifies.</summary>
internal static class GrantRules
{
    /// <summary>Half of what Kestrel takes of all headers (<c>MaxRequestHeadersTotalSize</c>, 32 KB).</summary>
    public const int MaxTokenLength = 16 * 1024;

    public const long MaxSequence = JsonNumbers.MostWhole;

    public const int MaxIdLength = 240;

    private const int MaxReleaseLength = 64;
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> ReleaseCharacters = SearchValues.Create(Alphanumeric + "-._");
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(Alphanumeric + "-._~:@/");

    public static bool IsRelease(string release) => release.Length is > 0 and <= MaxReleaseLength && !release.AsSpan().ContainsAnyExcept(ReleaseCharacters);

    /// <summary>Whether a text is an id, or the beginning of one, that no layer reads in another way than the next.</summary>
    public static bool IsId(string id)
    {
        if (id.Length is 0 or > MaxIdLength || id.AsSpan().ContainsAnyExcept(IdCharacters)) return false;
        foreach (var part in id.AsSpan().Split('/'))
        {
            if (id.AsSpan()[part] is "" or "." or "..") return false;
        }

        return true;
    }

    /// <summary>Whether an id is longer than one of the prefixes that it starts with.</summary>
    public static bool IsWithin(string id, IEnumerable<string> prefixes) => prefixes.Any(prefix => id.Length > prefix.Length && id.StartsWith(prefix, StringComparison.Ordinal));

    public static bool IsDigest(string digest) => StrictBase64Url.TryDecode(digest) is { Length: SHA256.HashSizeInBytes };

    /// <summary>What is wrong with a grant whoever reads it; <see langword="null"/> where it is well-formed.</summary>
    public static GrantFailure? FindFailure(Grant grant)
    {
        if (!IsRelease(grant.Release) || grant.Sequence is < 1 or > MaxSequence) return GrantFailure.Release;
        if (grant.Tenants.Count == 0 || grant.Tenants.Distinct().Count() < grant.Tenants.Count) return GrantFailure.Tenants;
        if (grant.Documents.Count == 0 || grant.Documents.Select(document => document.Id).Distinct(StringComparer.Ordinal).Count() < grant.Documents.Count) return GrantFailure.Documents;
        if (grant.Documents.Any(document => document.Digest is { } digest && !IsDigest(digest))) return GrantFailure.Documents;
        return grant.Documents.All(document => IsId(document.Id)) ? null : GrantFailure.DocumentId;
    }
}
