namespace Raindrop.Gateway.Tests.Grammar;

/// <summary>Makes request targets of the pieces that attacks on paths are made of. The same seed makes the same targets.</summary>
internal sealed class HostileTargetGenerator(int seed)
{
    private const int MostPieces = 9;

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "COPY", "get", "PATCH", "OPTIONS"];

    private static readonly string[] Starts = ["", "/", "/db", "/db/", $"/db/{Targets.Tenant}", $"/db/{Targets.Tenant}/", $"/db/{Targets.Tenant}/", $"/db/{Targets.Tenant}/doc", $"/db/{Targets.Tenant}/_design/a/", "http://evil/db/", "//"];

    private static readonly string[] Pieces =
    [
        "/", "//", "/db/", "/other", "other", ".", "..", "/../", "/./", "/..", "%2e", "%2E%2e", "%252e", "%2f", "%2F", "%252F", "%25", "%5c", "\\", "%00", "\0", "\r\n", "%0d%0a", "\t", "%c0%ae", "%c0%af", "%e0%80%af", "%ed%a0%80", "%ff",
        "%", "%%", "%2", "%zz", "%u002e", "+", " ", "%20", "#", "?", "&", ";", "=", "@", ":", "~", "http://evil", "*", "_design", "_design/", "_design%2F", "_local/", "_all_docs", "_all_dbs", "_changes", "_bulk_docs", "_users",
        "_node/_local/_config", "_replicate", "_security", "_view/v", "_rewrite/x", "_show/a", "_find", "_session", "doc", "att.png", "a", "rev=1-a", "feed=continuous", "filter=a/b", "new_edits=false", "open_revs=all",
        "include_docs=true", "keys=[\"a\"]", "é", "%C3%A9", "\u2025", "%E2%80%A5", "\uff0e", "%EF%BC%8E", "\uff0f", "%EF%BC%8F", "%E2%88%95", "..;", "/..;/", "%2e%2e%3b", "%ef%bb%bf", "%e2%80%ae",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next method and target.</summary>
    public (string Method, string Target) Next()
    {
        var target = Pick(Starts);
        for (var left = _random.Next(MostPieces); left > 0; left--) target += Pick(Pieces);
        return (Pick(Methods), target);
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
