using Raindrop.Gateway.Grammar;
using Raindrop.Gateway.Tests.Grammar;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.CouchDb;

/// <summary>Every row that a tenant may use is an endpoint of a real server, which answers it as the operation that the row says.</summary>
public sealed class OperationTests
{
    private const string Lists = "\"rows\"";

    /// <summary>Requests below the database, a body, and what is in the answer. <c>{rev}</c> is the revision of <c>doc</c>.</summary>
    private static readonly (string Method, string Path, object? Body, string Answer)[] Requests =
    [
        ("GET", "", null, "\"doc_count\""), ("POST", "", new { v = 1 }, "\"rev\""), ("POST", "/_ensure_full_commit", new { }, "\"ok\":true"), ("POST", "/_bulk_docs", new { docs = new[] { new { v = 1 } } }, "\"rev\""),
        ("POST", "/_bulk_get?revs=true", new { docs = new[] { new { id = "doc" } } }, "\"_revisions\""), ("POST", "/_revs_diff", new { doc = new[] { "9-a" } }, "\"missing\""),
        ("GET", "/_changes?style=all_docs&limit=2", null, "\"last_seq\""), ("GET", "/_changes?feed=longpoll&since=0&limit=1", null, "\"results\""), ("GET", "/_changes?feed=continuous&heartbeat=100&since=0", null, ""),
        ("POST", "/_changes?filter=_doc_ids", new { doc_ids = new[] { "doc" } }, "\"doc\""), ("POST", "/_changes?feed=longpoll&filter=_doc_ids&since=0", new { doc_ids = new[] { "doc" } }, "\"doc\""),
        ("GET", "/_all_docs?startkey=%22doc%22&limit=1", null, "\"doc\""), ("POST", "/_all_docs", new { keys = new[] { "doc" } }, "\"doc\""), ("GET", "/_design/app", null, "\"views\""),
        ("GET", "/_design/app/_view/v?key=7&include_docs=true", null, "\"doc\""), ("POST", "/_design/app/_view/v", new { keys = new[] { 7 } }, "\"doc\""), ("GET", "/_design/app/_info", null, "\"view_index\""),
        ("POST", "/_find", new { selector = new { v = 7 } }, "\"docs\""), ("POST", "/_explain", new { selector = new { v = 7 } }, "\"index\""), ("GET", "/_index", null, "\"indexes\""),
        ("PUT", "/_local/cp", new { v = 1 }, "\"_local/cp\""), ("GET", "/_local/cp", null, "\"v\":1"), ("DELETE", "/_local/cp", null, "\"ok\":true"),
        ("GET", "/doc?revs=true&rev={rev}", null, "\"_revisions\""), ("GET", "/doc?open_revs=all", null, "\"v\":7"), ("GET", "/doc/a.txt?rev={rev}", null, "attached"), ("PUT", "/new?new_edits=false", new { _rev = "3-abc", v = 1 }, ""),
        ("PUT", "/new/a.txt?rev=3-abc", null, "\"ok\":true"), ("DELETE", "/new/a.txt?rev={new}", null, "\"ok\":true"), ("PUT", "/other", new { v = 1 }, "\"other\""), ("DELETE", "/doc?rev={rev}", null, "\"ok\":true"),
    ];

    /// <summary>What pouchdb-server lacks, or answers with a failure.</summary>
    private static readonly (string Method, string Path, object? Body, string Answer)[] CouchRequests =
    [
        ("POST", "/_missing_revs", new { doc = new[] { "9-a" } }, "\"missing_revs\""), ("GET", "/_changes?feed=eventsource&heartbeat=100&since=0", null, ""), ("GET", "/_changes?filter=app/all&kind=x", null, "\"last_seq\""),
        ("POST", "/_all_docs/queries", new { queries = new[] { new { limit = 1 } } }, Lists), ("GET", "/_design_docs", null, "\"_design/app\""), ("POST", "/_design_docs/queries", new { queries = new[] { new { limit = 1 } } }, "_design/app"),
        ("GET", "/_local_docs", null, Lists), ("POST", "/_local_docs/queries", new { queries = new[] { new { limit = 1 } } }, Lists), ("POST", "/_design/app/_view/v/queries", new { queries = new[] { new { limit = 1 } } }, Lists),
        ("GET", "/_design/app/a.txt", null, "attached"), ("GET", "/_design/app?open_revs=all", null, "\"views\""),
    ];

    private static readonly (string Method, string Path, object? Body, string Answer)[] PartitionRequests =
    [
        ("GET", "/_partition/p", null, "\"partition\":\"p\""), ("GET", "/_partition/p/_all_docs", null, "\"p:doc\""), ("POST", "/_partition/p/_find", new { selector = new { v = 7 } }, "\"p:doc\""),
        ("POST", "/_partition/p/_explain", new { selector = new { v = 7 } }, "\"index\""), ("GET", "/_partition/p/_design/app/_view/v", null, "\"p:doc\""),
    ];

    /// <summary>Full-text search needs a server of its own, without which CouchDB answers with these errors; any other would mean that it did not know the endpoint.</summary>
    private static readonly (string Method, string Path)[] SearchRequests =
    [
        ("GET", "/_design/app/_search/i?q=x"), ("POST", "/_design/app/_search/i"), ("GET", "/_design/app/_search_info/i"), ("GET", "/_design/app/_search_disk_size/i"), ("GET", "/_design/app/_nouveau/i?q=x"),
        ("GET", "/_design/app/_nouveau_info/i"), ("GET", "/_partition/p/_design/app/_search/i?q=x"), ("GET", "/_partition/p/_design/app/_nouveau/i?q=x"),
    ];

    public static TheoryData<string> Servers => RealTenant.Servers;

    private static object Design => new
    {
        _id = "_design/app",
        views = new { v = new { map = "function (doc) { emit(doc.v, null); }" } },
        filters = new { all = "function (doc, req) { return req.query.kind === 'x'; }" },
        _attachments = Attachment,
    };

    private static object Attachment => new Dictionary<string, object> { ["a.txt"] = new { content_type = "text/plain", data = Convert.ToBase64String("attached"u8) } };

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_server_answers_each_endpoint_as_the_operation_that_it_is(string server)
    {
        await using var tenant = await RealTenant.CreateAsync(server);
        await tenant.WriteAsync(Design, new { _id = "doc", v = 7, _attachments = Attachment });

        if (tenant.Server.IsApacheCouchDb) await AskAllAsync(tenant, CouchRequests);
        await AskAllAsync(tenant, Requests);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_server_with_partitions_or_search_answers_those_endpoints(string server)
    {
        if (!(await RealTenant.HasPartitionsAsync(server))) return; // pouchdb-server has neither
        await using var tenant = await RealTenant.CreateAsync(server, isPartitioned: true);
        await tenant.WriteAsync(Design, new { _id = "p:doc", v = 7 });

        await AskAllAsync(tenant, PartitionRequests);
        foreach (var (method, path) in SearchRequests)
        {
            using var response = await tenant.SendAsync(method, path, method == "POST" ? RealTenant.Json(new { q = "x" }) : null);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            text.Should().MatchRegex("[Ss]earch|nouveau|ou_est_clouseau|not_found|econnrefused", "{0} {1} answered {2}", method, path, response.StatusCode).And.NotContain("attachment");
        }
    }

    [Fact]
    public void Every_row_that_a_tenant_may_use_is_tried()
    {
        var tried = Requests.Concat(CouchRequests).Concat(PartitionRequests).Select(one => (one.Method, one.Path)).Concat(SearchRequests)
            .Select(one => Targets.Accept(one.Method, $"/db/{Targets.Tenant}{one.Path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)}").Row).ToHashSet();

        GrammarTable.Rows.Where(row => row.Access == OperationAccess.Tenant && row.Operation != TenantOperation.DocumentCopy).Except(tried).Select(row => row.Path.Text).Should().BeEmpty();
    }

    private static async Task AskAllAsync(RealTenant tenant, IEnumerable<(string Method, string Path, object? Body, string Answer)> requests)
    {
        var revisions = new Dictionary<string, string>();
        foreach (var (method, path, body, answer) in requests)
        {
            foreach (var id in new[] { "doc", "new" }.Where(id => path.Contains(id == "doc" ? "{rev}" : "{new}", StringComparison.Ordinal)))
                revisions[id] = (await tenant.AskAsync("GET", $"/{id}")).GetProperty("_rev").GetString()!;
            var sent = path.Replace("{rev}", revisions.GetValueOrDefault("doc"), StringComparison.Ordinal).Replace("{new}", revisions.GetValueOrDefault("new"), StringComparison.Ordinal);
            using var response = await tenant.SendAsync(method, sent, body is null ? method == "PUT" ? RealTenant.Bytes("attached"u8.ToArray(), "text/plain") : null : RealTenant.Json(body));

            // A feed without end has said enough with its headers.
            var text = answer.Length == 0 ? "" : await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            response.IsSuccessStatusCode.Should().BeTrue("{0} {1} answered {2}: {3}", method, path, response.StatusCode, text);
            text.Contains(answer, StringComparison.Ordinal).Should().BeTrue("{0} {1} answered {2}", method, path, text);
        }
    }
}
