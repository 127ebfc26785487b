using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Tenancy;
using Raindrop.TestServers;

namespace Raindrop.Gateway.Tests.Tenants;

/// <summary>A tenant that one process suspends or deletes is cut off in another, before a real CouchDB in which that other one is no administrator.</summary>
public sealed class DirectoryFeedTests
{
    private const string Account = "raindrop-gateway";
    private const string Password = "a password of tests";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("suspend")]
    [InlineData("delete")]
    public async Task A_feed_through_another_process_is_cut_within_a_second(string how)
    {
        var couch = await GatewayCouchDb.GetAsync();
        await using var scene = new DirectoryScene(SessionStore.At(couch.Endpoint), couch.Address);
        var administrator = await scene.StartAdministratorAsync();
        var gateway = await scene.StartGatewayAsync(await PrepareAccountAsync(couch, scene));
        var directory = administrator.Services.GetRequiredService<ITenantDirectory>();
        var tenant = (await directory.CreateAsync(SessionHost.Subject("alice"), Stop)).Tenant;
        var cookie = await gateway.SignInAsync("alice");
        using var feed = await gateway.GetAsync($"/db/{tenant}/_changes?feed=continuous&heartbeat=50", cookie, HttpCompletionOption.ResponseHeadersRead);
        feed.StatusCode.Should().Be(HttpStatusCode.OK);
        // A feed of a database that is deleted CouchDB ends itself.
        var lastByte = RunningFeed.ReadToCutAsync(await feed.Content.ReadAsStreamAsync(Stop), mayEnd: how == "delete");
        await Task.Delay(1200, Stop);
        lastByte.IsCompleted.Should().BeFalse("the feed runs, longer than any lease");

        // From its acknowledgement the suspension counts; the entry says so even before.
        if (how == "suspend") await directory.SuspendAsync(tenant, Stop);
        else await directory.DeleteAsync(tenant, Stop);
        var acknowledged = Stopwatch.GetTimestamp();

        var last = await lastByte.WaitAsync(TimeSpan.FromSeconds(5), Stop);
        Stopwatch.GetElapsedTime(acknowledged, last).Should().BeLessThan(Bound);
        await gateway.WaitForAsync(HttpStatusCode.Unauthorized, cookie, $"/db/{tenant}");
        var again = await gateway.SignInAsync("alice");
        (await gateway.StatusAsync(again, $"/db/{tenant}")).Should().Be(HttpStatusCode.Forbidden);
        if (how == "delete") return;

        await directory.ResumeAsync(tenant, Stop);
        await gateway.WaitForAsync(HttpStatusCode.OK, again, $"/db/{tenant}");
        (await gateway.StatusAsync(cookie, $"/db/{tenant}")).Should().Be(HttpStatusCode.Unauthorized, "its session is gone for good");
    }

    [Fact]
    public async Task The_account_of_the_process_that_faces_the_internet_writes_no_directory_and_no_tenants_database()
    {
        var couch = await GatewayCouchDb.GetAsync();
        await using var scene = new DirectoryScene(SessionStore.At(couch.Endpoint), couch.Address);
        var administrator = await scene.StartAdministratorAsync();
        var tenant = await administrator.Services.GetRequiredService<ITenantDirectory>().CreateAsync(SessionHost.Subject("alice"), Stop);
        using var account = CouchServer.Create(await PrepareAccountAsync(couch, scene));

        foreach (var name in new[] { scene.Name, tenant.Database })
        {
            var writing = async () => await account.GetDatabase(name).PutAsync(new Document { Id = "planted" }, Stop);
            await writing.Should().ThrowAsync<DocumentStoreException>().Where(e => e is StoreForbiddenException || e is StoreUnauthorizedException);
        }

        (await account.GetDatabase(scene.Name).GetAsync(new DocumentReference($"rd.tenant:{tenant.Tenant}"), null, Stop)).Should().NotBeNull();
        await FluentActions.Awaiting(async () => await account.GetDatabase(tenant.Database).GetAsync(new DocumentReference("doc"), null, Stop)).Should().ThrowAsync<DocumentStoreException>();
        await FluentActions.Awaiting(async () => await account.CreateDatabaseAsync("planted", null, Stop)).Should().ThrowAsync<DocumentStoreException>();
    }

    [Fact]
    public async Task A_directory_that_falls_silent_is_503_and_cuts_and_comes_back_by_itself()
    {
        var couch = await GatewayCouchDb.GetAsync();
        await using var scene = new DirectoryScene(SessionStore.At(couch.Endpoint), couch.Address);
        var administrator = await scene.StartAdministratorAsync();
        await using var proxy = new StoreProxy(couch.Endpoint);
        var gateway = await scene.StartGatewayAsync(couch.Endpoint, proxy.Endpoint);
        var tenant = (await administrator.Services.GetRequiredService<ITenantDirectory>().CreateAsync(SessionHost.Subject("alice"), Stop)).Tenant;
        var cookie = await gateway.SignInAsync("alice");
        using var feed = await gateway.GetAsync($"/db/{tenant}/_changes?feed=continuous&heartbeat=50", cookie, HttpCompletionOption.ResponseHeadersRead);
        feed.StatusCode.Should().Be(HttpStatusCode.OK);
        var lastByte = RunningFeed.ReadToCutAsync(await feed.Content.ReadAsStreamAsync(Stop));

        proxy.Silence();
        var silent = Stopwatch.GetTimestamp();
        Stopwatch.GetElapsedTime(silent, await lastByte.WaitAsync(TimeSpan.FromSeconds(5), Stop)).Should().BeLessThan(Bound);
        (await gateway.StatusAsync(cookie, $"/db/{tenant}")).Should().Be(HttpStatusCode.ServiceUnavailable);
        (await gateway.StatusAsync(cookie)).Should().Be(HttpStatusCode.OK, "the session is known");
        (await gateway.StatusAsync(null, "/health")).Should().Be(HttpStatusCode.ServiceUnavailable);

        proxy.Resume();
        await gateway.WaitForAsync(HttpStatusCode.OK, cookie, $"/db/{tenant}", seconds: 10);
        (await gateway.StatusAsync(null, "/health")).Should().Be(HttpStatusCode.OK);
    }

    /// <summary>What docs/gateway/sessions.md tells an administrator to do.</summary>
    private static async Task<Uri> PrepareAccountAsync(TestServer couch, DirectoryScene scene)
    {
        using var administrator = couch.CreateClient();
        await administrator.PutAsync(new Uri(scene.Store.Name, UriKind.Relative), null, Stop);
        await administrator.PutAsync(new Uri($"_users/org.couchdb.user:{Account}", UriKind.Relative), Json($$"""{"name":"{{Account}}","password":"{{Password}}","roles":[],"type":"user"}"""), Stop);
        foreach (var name in new[] { scene.Store.Name, scene.Name })
            (await administrator.PutAsync(new Uri($"{name}/_security", UriKind.Relative), Json($$"""{"admins":{"roles":["_admin"]},"members":{"names":["{{Account}}"]} }"""), Stop)).EnsureSuccessStatusCode();
        (await administrator.PutAsync(new Uri($"{scene.Name}/_design/read-only", UriKind.Relative), Json("""{"validate_doc_update":"function (now, before, user) { if (user.roles.indexOf('_admin') < 0) throw { forbidden: 'Only administrators write here.' } }"}"""), Stop)).EnsureSuccessStatusCode();
        return new UriBuilder(couch.Address) { UserName = Account, Password = Uri.EscapeDataString(Password) }.Uri;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
