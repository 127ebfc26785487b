using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Raindrop.CouchDb;
using Raindrop.Grants.Tests.Running;
using Raindrop.Tenancy;
using Raindrop.TestServers;

namespace Raindrop.Grants.Tests.Hosting;

/// <summary>Three hosts with an account each before one Apache CouchDB: what each of them can do, and cannot.</summary>
public sealed class PrivilegeTests
{
    private const string Design = "_design/rd.app";
    private const string View = """{"views":{"all":{"map":"function (doc) { emit(doc._id, null) }"}}}""";
    private const string GatewayUser = "gateway";
    private const string Password = "a password for tests only";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_design_document_comes_by_a_grant_and_by_nobody_else()
    {
        await using var server = await RealServers.StartApacheCouchDbAsync();
        using var administrator = server.CreateClient();
        await PutAsync(administrator, "_users", null);
        await AddUserAsync(administrator, GatewayUser);
        using var executor = BuildExecutor(server);
        await executor.StartAsync(Stop);
        var tenant = await executor.Services.GetRequiredService<ITenantDirectory>().CreateAsync(new TenantSubject("https://id.example", "1"), Stop);
        await AddUserAsync(administrator, tenant.Tenant.Value);
        await using var gateway = BuildGateway(server);
        await gateway.StartAsync(Stop);
        using var issuer = TestGrants.Issuer(TimeProvider.System);
        var signed = await issuer.IssueAsync(new GrantRequest { Release = "1", Sequence = 1, Tenants = [tenant.Tenant], Documents = [TestGrants.Write(Design, View)] }, Stop);

        using var holder = new HttpClient { BaseAddress = new Uri(gateway.Urls.Single()) };
        holder.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signed.Token);
        using var answer = await holder.PostAsync(Of("grants"), Json($$"""{"docs":[{"_id":"{{Design}}",{{View[1..]}}]}"""), Stop);

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var journal = executor.Services.GetRequiredService<IGrantJournal>();
        for (var wait = 0; wait < 500 && await journal.ListAsync(tenant.Tenant, Stop).CountAsync(Stop) == 0; wait++) await Task.Delay(20, Stop);
        (await journal.ListAsync(tenant.Tenant, Stop).SingleAsync(Stop)).Outcome.Should().Be(GrantOutcome.Written);
        (await StatusAsync(administrator, HttpMethod.Get, $"{tenant.Database}/{Design}/_view/all")).Should().Be(HttpStatusCode.OK);

        using var member = SignIn(server, tenant.Tenant.Value);
        (await StatusAsync(member, HttpMethod.Put, $"{tenant.Database}/own", "{}")).Should().Be(HttpStatusCode.Created, "the database is the tenant's");
        (await StatusAsync(member, HttpMethod.Put, $"{tenant.Database}/_design/rd.other", View)).Should().Be(HttpStatusCode.Forbidden);
        foreach (var database in new[] { "raindrop-grants", "raindrop-grants-queue" }) (await StatusAsync(member, HttpMethod.Get, database)).Should().Be(HttpStatusCode.Forbidden);

        using var own = SignIn(server, GatewayUser);
        (await StatusAsync(own, HttpMethod.Get, "raindrop-grants-queue")).Should().Be(HttpStatusCode.OK);
        foreach (var database in new[] { "raindrop-grants", "raindrop-tenants", tenant.Database }) (await StatusAsync(own, HttpMethod.Get, database)).Should().Be(HttpStatusCode.Forbidden);
        await executor.StopAsync(Stop);
    }

    private static IHost BuildExecutor(TestServer server)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddCouchDb(options => options.Endpoint = server.Endpoint);
        builder.Services.AddRaindrop(raindrop => raindrop
            .Configure(options => options.IdentifierKey = Convert.ToBase64String(new byte[32]))
            .AddTenants()
            .AddGrantExecutor(grants => grants
                .ConfigureVerification(options => TestGrants.Configure(options))
                .ConfigureExecutor(options =>
                {
                    options.ExecuteEvery = TimeSpan.FromMilliseconds(100);
                    options.GatewayUsers.Add(GatewayUser);
                })));
        return builder.Build();
    }

    private static WebApplication BuildGateway(TestServer server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRaindropGrants(grants => grants
            .ConfigureVerification(options => TestGrants.Configure(options))
            .UseServer(GrantDatabase.Queue, _ => CouchServer.Create(new UriBuilder(server.Address) { UserName = GatewayUser, Password = Uri.EscapeDataString(Password) }.Uri)));
        var application = builder.Build();
        application.MapRaindropGrants("/grants");
        return application;
    }

    private static Task AddUserAsync(HttpClient administrator, string name) =>
        PutAsync(administrator, $"_users/org.couchdb.user:{name}", $$"""{"name":"{{name}}","password":"{{Password}}","roles":[],"type":"user"}""");

    // A server that has just started makes _users itself, and answers faults while it does.
    private static async Task PutAsync(HttpClient administrator, string path, string? json)
    {
        for (var tries = 1; ; tries++)
        {
            var status = await StatusAsync(administrator, HttpMethod.Put, path, json);
            if (status is HttpStatusCode.Created or HttpStatusCode.Accepted or HttpStatusCode.PreconditionFailed) return;
            ((int)status).Should().BeGreaterThanOrEqualTo(500, "{0} is there or is made", path);
            tries.Should().BeLessThan(200);
            await Task.Delay(50, Stop);
        }
    }

    private static HttpClient SignIn(TestServer server, string name)
    {
        var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{Password}")));
        return client;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, Of(path)) { Content = json is null ? null : Json(json) };
        using var response = await client.SendAsync(request, Stop);
        return response.StatusCode;
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private static Uri Of(string path) => new(path, UriKind.Relative);
}
