using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Documents;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Directory;
using Raindrop.Tenants.Tests.Stores;
using Raindrop.TestServers;

namespace Raindrop.Tenants.Tests;

/// <summary>Who may use a tenant's database: on a real CouchDB as its users see it, and where others write the access rules too.</summary>
public sealed class AccessTests
{
    private const string Password = "a password of tests";

    /// <summary>Servers that enforce access rules; where none is here, the rules as they are stored must do.</summary>
    public static TheoryData<string> Servers => [.. RealServers.Names];

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task The_owner_is_a_member_and_no_admin_and_nobody_else_is_anything(string server)
    {
        await using var world = await TenantWorld.CreateAsync(server);
        var directory = world.NewHost(hasKeys: false).Directory;
        var (own, foreign) = (await directory.CreateAsync(TenantWorld.NewSubject()), await directory.CreateAsync(TenantWorld.NewSubject()));

        (await world.RulesAsync(own.Database)).Should().BeEquivalentTo(new SecurityRules { AdminRoles = ["_admin"], MemberNames = [own.Tenant.Value] });
        if (server != "couchdb") return; // pouchdb-server enforces too little to ask it.

        using var owner = await SignUpAsync(own.Tenant);
        (await StatusAsync(owner, HttpMethod.Put, $"{own.Database}/note", "{}")).Should().Be(HttpStatusCode.Created);
        (await StatusAsync(owner, HttpMethod.Get, $"{own.Database}/_all_docs")).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(owner, HttpMethod.Put, $"{own.Database}/_design/mine", "{}")).Should().BeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
        // CouchDB 3.5 says 500 to a member who writes the rules.
        (await StatusAsync(owner, HttpMethod.Put, $"{own.Database}/_security", "{}")).Should().BeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.InternalServerError);
        (await world.RulesAsync(own.Database)).Should().BeEquivalentTo(TenantAccess.RulesOf(own.Tenant));
        (await StatusAsync(owner, HttpMethod.Delete, own.Database)).Should().BeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
        (await StatusAsync(owner, HttpMethod.Get, $"{foreign.Database}/_all_docs")).Should().Be(HttpStatusCode.Forbidden);
        (await StatusAsync(owner, HttpMethod.Get, $"{world.Raw.Name}/_all_docs")).Should().Be(HttpStatusCode.Forbidden);

        await directory.SuspendAsync(own.Tenant);
        (await StatusAsync(owner, HttpMethod.Get, $"{own.Database}/_all_docs")).Should().Be(HttpStatusCode.Forbidden);
        await directory.ResumeAsync(own.Tenant);
        (await StatusAsync(owner, HttpMethod.Get, $"{own.Database}/note")).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_database_has_one_shard_unless_the_options_say_otherwise(string server)
    {
        await using var world = await TenantWorld.CreateAsync(server);
        var tenant = await world.NewHost(hasKeys: false).Directory.CreateAsync(TenantWorld.NewSubject());
        using var client = ClientOf(await RealServers.GetAsync(server));

        using var info = JsonDocument.Parse(await client.GetStringAsync(tenant.Database));

        if (server == "pouchdb-server") info.RootElement.TryGetProperty("cluster", out _).Should().BeFalse("it has no shards");
        else info.RootElement.GetProperty("cluster").GetProperty("q").GetInt32().Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Rules_that_somebody_else_overwrites_meanwhile_are_written_again(string server)
    {
        await using var world = await TenantWorld.CreateAsync(server);
        var gate = new AfterGate("put-security", times: 2, () => OpenAllAsync(world));

        var tenant = await world.NewHost(gate, hasKeys: false).Directory.CreateAsync(TenantWorld.NewSubject());

        gate.Left.Should().Be(0);
        (await world.RulesAsync(tenant.Database)).Should().BeEquivalentTo(TenantAccess.RulesOf(tenant.Tenant));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_creation_whose_rules_never_hold_does_not_end_in_an_open_database_that_is_in_use(string server)
    {
        await using var world = await TenantWorld.CreateAsync(server);
        var subject = TenantWorld.NewSubject();
        var gate = new AfterGate("put-security", times: int.MaxValue, () => OpenAllAsync(world));

        await FluentActions.Awaiting(async () => await world.NewHost(gate, hasKeys: false).Directory.CreateAsync(subject)).Should().ThrowAsync<StoreUnavailableException>();

        (await world.NewHost(hasKeys: false).Directory.FindAsync(subject))!.State.Should().Be(TenantState.Suspended);
        (await world.NewHost(hasKeys: false).Directory.CreateAsync(subject)).State.Should().Be(TenantState.Active);
        await world.RequireSettledAsync(subject);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Rules_and_design_documents_that_somebody_changed_are_repaired_and_a_lost_database_is_told(string server)
    {
        await using var world = await TenantWorld.CreateAsync(server);
        var directory = world.NewHost(hasKeys: false).Directory;
        var tenant = await directory.CreateAsync(TenantWorld.NewSubject());
        await OpenAllAsync(world);
        (await directory.RepairAsync(tenant.Tenant)).Should().BeTrue();
        var database = world.Server.GetDatabase(tenant.Database);
        await database.DeleteAsync($"_design/{TenantWorld.DesignName}", (await database.GetRevisionAsync($"_design/{TenantWorld.DesignName}"))!);
        (await directory.RepairAsync(tenant.Tenant)).Should().BeTrue();
        await world.RequireSettledAsync();

        await world.Server.DeleteDatabaseAsync(tenant.Database);
        (await FluentActions.Awaiting(async () => await directory.RepairAsync(tenant.Tenant)).Should().ThrowAsync<TenantDirectoryException>()).Which.Failure.Should().Be(TenantDirectoryFailure.DatabaseLost);
        (await world.ExistsAsync(tenant.Database)).Should().BeFalse("an empty database in its place would look like an answer");
    }

    private static async Task OpenAllAsync(TenantWorld world)
    {
        foreach (var tenant in await world.ListAsync())
        {
            if (await world.ExistsAsync(tenant.Database)) await ((IDatabaseSecurity)world.Server.GetDatabase(tenant.Database)).PutSecurityAsync(new SecurityRules());
        }
    }

    private static HttpClient ClientOf(TestServer server) => new()
    {
        BaseAddress = server.Address,
        DefaultRequestHeaders = { Authorization = Basic(server.UserName, server.Password) },
    };

    private static async Task<HttpClient> SignUpAsync(TenantId tenant)
    {
        var server = await RealServers.GetAsync("couchdb");
        using var admin = ClientOf(server);
        using var created = await admin.PutAsync("_users", null);
        using var user = await admin.PutAsJsonAsync($"_users/org.couchdb.user:{tenant}", new { name = tenant.Value, password = Password, roles = Array.Empty<string>(), type = "user" });
        user.EnsureSuccessStatusCode();
        return new HttpClient { BaseAddress = server.Address, DefaultRequestHeaders = { Authorization = Basic(tenant.Value, Password) } };
    }

    private static AuthenticationHeaderValue Basic(string name, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>Lets something happen behind requests of one kind.</summary>
    private sealed class AfterGate(string operation, int times, Func<Task> happen) : IRequestGate
    {
        public int Left { get; private set; } = times;

        public ValueTask BeforeAsync(string operation) => default;

        public async ValueTask AfterAsync(string done)
        {
            if (done != operation || Left == 0) return;
            Left--;
            await happen();
        }
    }
}
