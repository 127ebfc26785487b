using Raindrop.Gateway.Hostile.Casting;

namespace Raindrop.Gateway.Hostile.Requests;

/// <summary>Request targets: the sensible ones of CouchDB's API, and those that are put together from pieces of attacks.</summary>
internal sealed class Targets(Cast cast)
{
    public const string Mount = "/db";
    private const int MostPieces = 8;

    /// <summary>What reads a database, below it.</summary>
    public static readonly string[] Reads =
    [
        "", "/", "/doc-1", "/doc-1?rev=1-a", "/doc-1?open_revs=all", "/doc-2?attachments=true", "/doc-1/file.bin", "/_all_docs", "/_all_docs?include_docs=true&limit=5", "/_changes", "/_changes?limit=3&include_docs=true",
        "/_changes?feed=longpoll&timeout=1", "/_changes?feed=continuous&timeout=1", "/_local/x", "/_local_docs", "/_design_docs", "/_design/x", "/_index", "/_security", "/_revs_limit", "/_shards", "/_purged_infos_limit", "/_partition/p",
    ];

    /// <summary>What belongs to the server.</summary>
    private static readonly string[] Server =
    [
        "/_all_dbs", "/_dbs_info", "/_session", "/_users", "/_users/_all_docs", "/_users/org.couchdb.user:a", "/_replicator", "/_replicate", "/_node/_local/_config", "/_node/_local/_config/admins", "/_config", "/_up", "/_utils/", "/_membership",
        "/_cluster_setup", "/_active_tasks", "/_db_updates", "/_uuids", "/_scheduler/jobs", "/_global_changes", "/_reshard", "/_node/_local/_restart", "/_node/_local/_stats", "/favicon.ico", "/_oauth", "/_search_analyze",
    ];

    private static readonly string[] Pieces =
    [
        "/", "//", "/db/", "/other", "other", ".", "..", "/../", "/./", "/..", "/.", "%2e", "%2E%2e", "%252e", "%252e%252e", "%2f", "%2F", "%252F", "%25", "%5c", "\\", "\\..\\", "%00", "\0", "\r\n", "%0d%0a", "\t", "%09", "%c0%ae", "%c0%af", "%e0%80%af",
        "%c0%ae%c0%ae/", "%ed%a0%80", "%ff", "%fe%ff", "%", "%%", "%2", "%zz", "%u002e", "%u2215", "+", " ", "%20", "#", "?", "&", ";", "=", "@", ":", "~", "*", "'", "\"", "<", ">", "|", "^", "`", "{", "}", "[", "]", "http://evil", "http://127.0.0.1:5984/",
        "_design", "_design/", "_design%2F", "_local/", "_all_docs", "_all_dbs", "_changes", "_bulk_docs", "_bulk_get", "_users", "_node/_local/_config", "_replicate", "_security", "_view/v", "_rewrite/x", "_show/a", "_list/a/b", "_update/u",
        "_find", "_session", "_purge", "_compact", "doc-1", "file.bin", "a", "rev=1-a", "feed=longpoll&timeout=1", "filter=a/b", "new_edits=false", "open_revs=all", "include_docs=true", "keys=[\"a\"]", "callback=x", "_nonce=1", "\u00c3\u00a9", "%C3%A9",
        "%E2%80%A5", "%EF%BC%8E%EF%BC%8E", "%EF%BC%8F", "%E2%88%95", "..;", "/..;/", "%2e%2e%3b", "%ef%bb%bf", "%e2%80%ae", ".json", "%3f", "%3F", "%23", "%26", "%3b",
    ];

    public static string Own(Actor actor, string rest) => $"{Mount}/{actor.Id}{rest}";

    /// <summary>A target of pieces.</summary>
    public string Build(Draw draw, Actor caller, string method)
    {
        var target = draw.Pick<string>(["", "/", Mount, $"{Mount}/", Own(caller, ""), Own(caller, "/"), Own(caller, "/"), Own(caller, "/doc-1"), Own(caller, "/_design/a/"), Own(caller, "/.."), "//", Mount.ToUpperInvariant(), "/d%62", "/./db/", "/x/../db/"]);
        for (var left = draw.Next(MostPieces); left > 0; left--) target += draw.OnceIn(5) ? NameOf(draw, caller, method) : draw.Pick(Pieces);
        return target;
    }

    /// <summary>A target of another's database, or of the server.</summary>
    public string BuildForeign(Draw draw, Actor caller, string method = "GET")
    {
        var rest = draw.Pick(Reads);
        var other = Spelling.Of(draw, NameOf(draw, caller, method));
        return draw.Next(9) switch
        {
            0 => $"{Mount}{draw.Pick(Server)}",
            1 => $"{Own(caller, draw.Pick(["/..", "/../", "/%2e%2e/", "/.%2e/", "/..%2f", "%2f..%2f", "/x/../../", "\\..\\", "/..;/", "%2F%2E%2E%2F", "/%252e%252e/"]))}{other}{rest}",
            2 => $"{Mount}/{caller.Id}{draw.Pick([",", ";", "%2c", "%00", "&", "%0a", "|", "%20", "@", ":"])}{other}{rest}",
            3 => $"{Own(caller, "")}?{draw.Pick(["db", "database", "tenant", "_db", "x-tenant"])}={other}",
            4 => draw.Pick(["/", "//", "/db//", "/db/./", "/DB/", "/db%2f", "/%64b/", "/db;/"]) + other + rest,
            5 => $"{Mount}/{other}/{draw.Pick(["..", "%2e%2e", ".%2e", "%2E.", "..;", "..%2f", "x/../..", "./.."])}/{caller.Id}{rest}",
            _ => $"{Mount}/{other}{rest}",
        };
    }

    /// <summary>The id of another tenant, or, where nothing is written, the real name of a database, the caller's own among them.</summary>
    private string NameOf(Draw draw, Actor caller, string method)
    {
        var actor = draw.Pick(cast.All);

        // A name that an attacker wrote into its own database would be read there again.
        return draw.OnceIn(3) && method is not ("PUT" or "POST" or "COPY") ? actor.Database : actor == caller ? cast.Victims[0].Id.Value : actor.Id.Value;
    }
}
