using System.Text.RegularExpressions;
using Raindrop.Browser.Tests.Running;

namespace Raindrop.Browser.Tests;

/// <summary>PouchDB, in the browser, against the gateway.</summary>
public sealed partial class SyncTests(BrowserFixture browsers)
{
    /// <summary>The tenant's database, as a page opens it.</summary>
    private const string Remote = "new PouchDB(`${location.origin}/db/${tenant}`, { skip_setup: true, fetch: (url, options) => { options.headers.set('X-Raindrop-Client', 'tests'); return PouchDB.fetch(url, options); } })";

    /// <summary>All that replication and applications ask of a database. The page's own sync asks by POST for changes; this one by GET.</summary>
    private const string Exercise =
        $$$"""
        async tenant => {
          const remote = {{{Remote}}};
          const local = new PouchDB("exercise"), copy = new PouchDB("exercise-copy");
          const first = await local.put({ _id: "notes/ä+b", text: "one", _attachments: { "a b.txt": { content_type: "text/plain", data: btoa("attached") } } });
          await local.replicate.to(remote);
          await local.put({ _id: "notes/ä+b", _rev: first.rev, text: "two" });
          await local.replicate.to(remote);
          await local.bulkDocs([{ _id: "notes/ä+b", _rev: "2-ffffffffffffffffffffffffffffffff", _revisions: { start: 2, ids: ["ffffffffffffffffffffffffffffffff", first.rev.slice(2)] }, text: "other" }], { new_edits: false });
          await local.replicate.to(remote);
          await remote.replicate.to(copy);
          const info = await remote.info();
          const doc = await remote.get("notes/ä+b", { conflicts: true });
          const old = await remote.get("notes/ä+b", { rev: first.rev, revs: true, attachments: true, binary: false });
          const leaves = await remote.get("notes/ä+b", { open_revs: "all" });
          const latest = await remote.get("notes/ä+b", { open_revs: [first.rev], latest: true, revs: true });
          const blob = await remote.getAttachment("notes/ä+b", "a b.txt", { rev: first.rev });
          const put = await remote.put({ _id: "direct", text: "put" });
          const attached = await remote.putAttachment("direct", "b.bin", put.rev, new Blob([new Uint8Array([0, 255, 7])]), "application/octet-stream");
          const listed = await remote.allDocs({ keys: ["direct", "notes/ä+b", "missing"] });
          const removed = await remote.remove("direct", attached.rev);
          const copied = await copy.get("notes/ä+b", { conflicts: true });
          await Promise.all([local.destroy(), copy.destroy()]);
          return JSON.stringify({
            database: info.db_name, text: doc.text, conflicts: doc._conflicts.length, sameCopy: copied._rev === doc._rev && copied._conflicts[0] === doc._conflicts[0],
            old: old.text, revisions: old._revisions.start, attachment: atob(old._attachments["a b.txt"].data), leaves: leaves.length, latest: latest.length,
            blob: await blob.text(), listed: listed.rows.map(row => row.error ?? row.id), removed: removed.ok });
        }
        """;

    private static readonly string[] Expected =
    [
        "GET /", "GET /{db}", "GET /{db}/_local/{id}", "PUT /{db}/_local/{id}", "GET /{db}/_changes", "POST /{db}/_changes?filter=_selector", "GET /{db}/_changes?feed=longpoll", "POST /{db}/_changes?feed=longpoll",
        "POST /{db}/_revs_diff", "POST /{db}/_bulk_get?latest", "POST /{db}/_bulk_docs", "POST /{db}/_all_docs", "GET /{db}/{id}", "GET /{db}/{id}?rev", "GET /{db}/{id}?revs", "GET /{db}/{id}?open_revs", "GET /{db}/{id}?latest",
        "GET /{db}/{id}/{attachment}?rev", "PUT /{db}/{id}", "PUT /{db}/{id}/{attachment}", "DELETE /{db}/{id}",
    ];

    [Fact]
    public async Task Everything_that_PouchDB_asks_of_a_database_goes_through_the_gateway()
    {
        await using var ada = await browsers.VisitAsync();
        await ada.ArriveAsync();

        var result = await ada.Page.EvaluateAsync<string>(Exercise, ada.Tenant);

        result.Should().Be(
            $$"""{"database":"{{ada.Tenant}}","text":"other","conflicts":1,"sameCopy":true,"old":"one","revisions":1,"attachment":"attached","leaves":2,"latest":2,"blob":"attached","listed":["direct","notes/ä+b","not_found"],"removed":true}""");
        // A live feed of all changes, as an application without a filter has one.
        await ada.RunAsync($"tenant => {{ globalThis.feed = {Remote}.changes({{ live: true, since: 'now' }}).on('change', change => globalThis.seen = change.id); }}", ada.Tenant);
        await ada.RunAsync($"async tenant => {{ while (!globalThis.seen) {{ await {Remote}.post({{}}); await new Promise(resolve => setTimeout(resolve, 100)); }} globalThis.feed.cancel(); }}", ada.Tenant);

        Asked(ada).Should().Contain(Expected);
        Failed(ada).Should().BeEmpty();
    }

    [Fact]
    public async Task Writes_with_a_revision_tree_of_their_own_are_sent_as_new_edits_false()
    {
        await using var ada = await browsers.VisitAsync();
        await ada.ArriveAsync();
        await ada.RunAsync($"async tenant => {{ const local = new PouchDB('bodies'); await local.put({{ _id: 'one' }}); await local.replicate.to({Remote}); await local.destroy(); }}", ada.Tenant);

        var bodies = ada.Responses.Where(response => response.Url.EndsWith("/_bulk_docs", StringComparison.Ordinal)).Select(response => response.Request.PostData).ToList();

        bodies.Should().NotBeEmpty().And.OnlyContain(body => body!.Contains("\"new_edits\":false"));
    }

    /// <summary>The requests to the gateway that were answered well, without what differs from run to run: one entry a parameter that matters.</summary>
    private static HashSet<string> Asked(Visitor visitor) =>
        [.. visitor.Responses.Where(response => response.Ok || response.Status == 304).SelectMany(response => Name(response.Request.Method, new Uri(response.Url), visitor.Tenant))];

    /// <summary>What was refused, other than what is asked in order to see whether it is there.</summary>
    private static IEnumerable<string> Failed(Visitor visitor) => visitor.Responses
        .Where(response => response.Url.Contains("/db/", StringComparison.Ordinal) && response.Status is not (>= 200 and < 400 or 503) && !(response.Status == 404 && response.Url.Contains("/_local/", StringComparison.Ordinal)))
        .Select(response => $"{response.Status} {response.Request.Method} {response.Url}");

    private static IEnumerable<string> Name(string method, Uri url, string tenant)
    {
        var path = Local().Replace(url.AbsolutePath.Replace($"/db/{tenant}", "/{db}", StringComparison.Ordinal).TrimEnd('/'), "/_local/{id}");
        if (path is "/db") path = "/";
        if (!path.StartsWith("/{db}", StringComparison.Ordinal) && path != "/") yield break;
        path = Document().Replace(path, match => match.Groups[1].Success ? "/{db}/{id}/{attachment}" : "/{db}/{id}");
        yield return $"{method} {path}";
        foreach (var parameter in url.Query.TrimStart('?').Split('&'))
        {
            if (parameter is "filter=_selector" or "feed=longpoll") yield return $"{method} {path}?{parameter}";
            else if (parameter.Split('=') is [("rev" or "revs" or "open_revs" or "latest") and var name, _]) yield return $"{method} {path}?{name}";
        }
    }

    [GeneratedRegex("/_local/.*")]
    private static partial Regex Local();

    [GeneratedRegex("^/{db}/[^_/][^/]*(/.+)?$")]
    private static partial Regex Document();
}
