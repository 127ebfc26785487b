using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MailroomWeb.Hosting;
using Raindrop.Browser.Tests.Running;

namespace Raindrop.Browser.Tests;

/// <summary>What the process that faces the internet has, and what it has not.</summary>
public sealed class SplitTests(SplitSite site) : IClassFixture<SplitSite>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_web_process_has_no_administrators_password_and_no_key_in_what_it_was_given_in_its_files_and_in_its_memory()
    {
        using var ada = site.CreateUser();
        await ada.SignUpAsync();
        await ada.WaitForAsync($"/db/{ada.Tenant}/rd.inbox:all:mail.inbox");
        await SealAsync(ada);
        var secrets = Secrets();
        var (web, custodian) = (site.Web.Id, site.Custodian.Id);

        foreach (var (name, bytes) in secrets)
        {
            Contains(Encoding.UTF8.GetBytes(ProcessView.Given(web)), bytes).Should().BeFalse("of what it was given, {0}", name);
            Contains(Encoding.UTF8.GetBytes(site.Web.Output), bytes).Should().BeFalse("of its output, {0}", name);
            foreach (var file in Directory.EnumerateFiles(SiteFolders.WebOf(site.Data).PathOf(""), "*", SearchOption.AllDirectories)) Contains(await File.ReadAllBytesAsync(file, Stop), bytes).Should().BeFalse("of {0}, {1}", file, name);
        }

        ProcessView.OpenFiles(web).Should().NotContain(file => file.StartsWith(SiteFolders.CustodianOf(site.Data).PathOf(""), StringComparison.Ordinal));
        ProcessView.FindInMemory(web, secrets).Should().BeEmpty();
        // The same search finds what is there.
        ProcessView.Given(custodian).Should().Contain(site.CouchDb.Password);
        ProcessView.FindInMemory(custodian, secrets).Should().Contain(name => name.StartsWith("administrator", StringComparison.Ordinal)).And.Contain(name => name.StartsWith("signing key", StringComparison.Ordinal));
        ProcessView.FindInMemory(web, new Dictionary<string, byte[]>(ProcessView.BothOf("own", site.Account.Password))).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Its_account_of_CouchDB_is_refused_all_but_sessions_accounts_and_a_look_into_the_directory()
    {
        using var ada = site.CreateUser();
        await ada.SignUpAsync();
        var database = await DatabaseOfAsync(ada.Tenant);
        using var client = new HttpClient { BaseAddress = site.CouchDb.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(site.Account.Endpoint.UserInfo)));
        object open = new { admins = new { names = new[] { "mailroom-web" } }, members = new { names = Array.Empty<string>() } };
        (string Method, string Path, object? Body)[] refused =
        [
            ("PUT", "made-by-web", null), ("DELETE", "raindrop-sessions", null), ("DELETE", database, null), ("GET", "_all_dbs", null), ("GET", "_node/_local/_config", null), ("PUT", "_node/_local/_config/admins/mailroom-web", "password"),
            ("GET", database, null), ("GET", $"{database}/_all_docs", null), ("GET", $"{database}/_changes", null), ("PUT", $"{database}/planted", new { }), ("GET", $"{database}/_security", null), ("PUT", $"{database}/_security", open),
            ("PUT", "_users/_security", open),
            ("PUT", "raindrop-sessions/_design/planted", new { }), ("PUT", "raindrop-tenants/planted", new { }), ("POST", "raindrop-tenants", new { }), ("PUT", "_users/org.couchdb.user:planted", new { name = "planted", type = "user", roles = Array.Empty<string>(), password = "planted" }),
            ("PUT", "_users/org.couchdb.user:mailroom-web", new { name = "mailroom-web", type = "user", roles = new[] { "_admin" }, password = "planted" }), ("GET", "_users/_all_docs", null),
            ("GET", "raindrop-credentials/_all_docs", null), ("GET", "raindrop-keys/_all_docs", null), ("GET", "raindrop-audit/_all_docs", null), ("POST", "_replicate", new { source = database, target = "raindrop-sessions" }),
        ];

        using var assertions = new FluentAssertions.Execution.AssertionScope();
        foreach (var (method, path, body) in refused) (await AskAsync(client, method, path, body)).Should().BeOneOf([HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden], "of {0} {1}", method, path.Replace(database, "{db}", StringComparison.Ordinal));

        // To a member CouchDB says this by 500 (3.5.0).
        foreach (var path in Own) (await AskAsync(client, "PUT", $"{path}/_security", open)).Should().Be(HttpStatusCode.InternalServerError, "of {0}", path);
        foreach (var path in Own) (await AskAsync(client, "GET", $"{path}/_all_docs", null)).Should().Be(HttpStatusCode.OK, "of {0}", path);
        using var administrator = site.CouchDb.CreateClient();
        foreach (var path in Own) (await administrator.GetStringAsync(new Uri($"{path}/_security", UriKind.Relative), Stop)).Should().StartWith("""{"admins":{"names":[],"roles":["_admin"]},"members":{"names":["mailroom-web"],"roles":[]}}""");
        (await administrator.GetFromJsonAsync<string[]>(new Uri("_all_dbs", UriKind.Relative), Stop)).Should().NotContain("made-by-web").And.Contain(["raindrop-sessions", database]);
        (await administrator.GetStringAsync(new Uri("_users/_all_docs", UriKind.Relative), Stop)).Should().NotContain("planted");
    }

    [Fact]
    public async Task Everything_that_a_user_does_is_done_by_the_two_processes_together()
    {
        using var ada = site.CreateUser();
        await ada.SignUpAsync();
        var inbox = await ada.WaitForAsync($"/db/{ada.Tenant}/rd.inbox:all:mail.inbox");
        inbox.GetProperty("messages").GetInt32().Should().BePositive();
        (await ada.SendAsync(HttpMethod.Put, $"/db/{ada.Tenant}/rd.msg.flags:one", new { starred = true })).Status.Should().Be(HttpStatusCode.Created);

        await SealAsync(ada);
        (await ada.SendAsync(HttpMethod.Get, "/api/credentials")).Json.EnumerateArray().Single().GetProperty("name").GetString().Should().Be("mail.imap");
        (await ada.SendAsync(HttpMethod.Post, "/api/credentials", Credential)).Status.Should().Be(HttpStatusCode.Conflict);
        (await ada.SendAsync(HttpMethod.Delete, "/api/credentials/mail.imap")).Status.Should().Be(HttpStatusCode.NoContent);
        (await ada.SendAsync(HttpMethod.Get, "/api/credentials")).Json.GetArrayLength().Should().Be(0);

        using var elsewhere = site.CreateUser();
        (await elsewhere.EnterAsync("sign-in", ada.Name)).Status.Should().Be(HttpStatusCode.OK);
        (await ada.SendAsync(HttpMethod.Get, "/session/list")).Json.GetProperty("sessions").GetArrayLength().Should().Be(2);
        (await ada.SendAsync(HttpMethod.Post, "/session/revoke-all")).Status.Should().Be(HttpStatusCode.OK);
        foreach (var one in (SiteUser[])[ada, elsewhere]) (await one.SendAsync(HttpMethod.Get, $"/db/{ada.Tenant}")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    private static readonly string[] Own = ["raindrop-sessions", "raindrop-accounts", "raindrop-tenants"];
    private static readonly object Credential = new { name = "mail.imap", host = "mail.example", port = 993, userName = "ada", value = "correct horse" };

    private static async Task SealAsync(SiteUser user) => (await user.SendAsync(HttpMethod.Post, "/api/credentials", Credential)).Status.Should().Be(HttpStatusCode.NoContent);

    private static bool Contains(byte[] where, byte[] what) => where.AsSpan().IndexOf(what) >= 0;

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string method, string path, object? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    /// <summary>The administrator's password, the key encryption key and the signing key, in every form that a process could have them in.</summary>
    private Dictionary<string, byte[]> Secrets()
    {
        var custodian = SiteFolders.CustodianOf(site.Data);
        var ring = JsonElement.Parse(File.ReadAllBytes(custodian.KeyRing)).GetProperty("keys")[0].GetProperty("key").GetString()!;
        var pem = custodian.Require("signing.pem");
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return new Dictionary<string, byte[]>(
        [
            .. ProcessView.BothOf("administrator", site.CouchDb.Password), .. ProcessView.BothOf("key encryption key", ring), new("key encryption key", Convert.FromBase64String(ring)),
            .. ProcessView.BothOf("signing key", pem.Split('\n')[1]), new("signing key", key.ExportParameters(includePrivateParameters: true).D!),
        ]);
    }

    private async Task<string> DatabaseOfAsync(string tenant)
    {
        using var administrator = site.CouchDb.CreateClient();
        foreach (var name in (await administrator.GetFromJsonAsync<string[]>(new Uri("_all_dbs", UriKind.Relative), Stop))!)
        {
            if (!name.StartsWith('_') && (await administrator.GetStringAsync(new Uri($"{name}/_security", UriKind.Relative), Stop)).Contains(tenant, StringComparison.Ordinal)) return name;
        }

        throw new InvalidOperationException("No database has the tenant as its member.");
    }
}
