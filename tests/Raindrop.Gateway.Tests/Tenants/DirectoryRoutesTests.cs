using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Documents;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Stored;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Gateway.Tests.Tenants;

/// <summary>A host with a directory of tenants needs no routes of its own.</summary>
public sealed class DirectoryRoutesTests
{
    /// <summary>A tenant that signs in under two identities.</summary>
    private static async Task<(TenantId Tenant, TenantSubject Work, TenantSubject Home)> CreateAliceAsync(ITenantDirectory directory)
    {
        var (work, home) = (SessionHost.Subject("alice at work"), SessionHost.Subject("alice at home"));
        var tenant = (await directory.CreateAsync(work, Stop)).Tenant;
        await directory.LinkAsync(tenant, new ProvenSubject(work, DateTimeOffset.UtcNow), new ProvenSubject(home, DateTimeOffset.UtcNow), Stop);
        return (tenant, work, home);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tenant_is_found_the_moment_it_is_created_and_denied_within_a_second_of_its_suspension_elsewhere()
    {
        await using var couch = NewCouch();
        await using var scene = await CreateAsync(couch);
        var (administrator, gateway) = (await scene.StartAdministratorAsync(), await scene.StartGatewayAsync());
        var directory = administrator.Services.GetRequiredService<ITenantDirectory>();
        var routes = gateway.Services.GetRequiredService<ITenantRoutes>();
        var subject = SessionHost.Subject("alice");
        (await routes.FindAsync(subject, Stop)).Should().BeNull();

        var tenant = await directory.CreateAsync(subject, Stop);

        (await routes.FindAsync(subject, Stop)).Should().BeEquivalentTo(new TenantRoute(tenant.Tenant, tenant.Database, TenantState.Active));
        await directory.SuspendAsync(tenant.Tenant, Stop);
        await UntilAsync(async () => (await routes.FindAsync(subject, Stop))!.State == TenantState.Suspended);
        await directory.ResumeAsync(tenant.Tenant, Stop);
        await UntilAsync(async () => (await routes.FindAsync(subject, Stop))!.State == TenantState.Active);
        await directory.DeleteAsync(tenant.Tenant, Stop);
        await UntilAsync(async () => await routes.FindAsync(subject, Stop) is null);
        (await directory.CreateAsync(subject, Stop)).Tenant.Should().NotBe(tenant.Tenant);
        await UntilAsync(async () => await routes.FindAsync(subject, Stop) is not null);
    }

    [Fact]
    public async Task Suspending_and_deleting_a_tenant_revokes_the_sessions_of_all_its_identities()
    {
        await using var couch = NewCouch();
        await using var scene = await CreateAsync(couch);
        var (administrator, gateway) = (await scene.StartAdministratorAsync(), await scene.StartGatewayAsync());
        var directory = administrator.Services.GetRequiredService<ITenantDirectory>();
        var (tenant, _, home) = await CreateAliceAsync(directory);
        var other = await gateway.SignInAsync("bob");
        string[] cookies = [await gateway.SignInAsync("alice at work"), await gateway.SignInAsync("alice at home"), await administrator.SignInAsync("alice at home")];
        foreach (var cookie in cookies) (await gateway.StatusAsync(cookie)).Should().Be(HttpStatusCode.OK);

        await directory.SuspendAsync(tenant, Stop);
        foreach (var cookie in cookies) await gateway.WaitForAsync(HttpStatusCode.Unauthorized, cookie);
        (await gateway.Sessions.ListAsync(home, Stop)).Should().BeEmpty();
        (await gateway.StatusAsync(other)).Should().Be(HttpStatusCode.OK);

        var last = await gateway.SignInAsync("alice at home");
        var deletion = await directory.DeleteAsync(tenant, Stop);
        await gateway.WaitForAsync(HttpStatusCode.Unauthorized, last);
        deletion.Remains.Should().Contain(new TenantRemainder(TenantRemainderKind.HostData, null));
        (await scene.Store.ReadAllAsync()).Should().HaveCount(2, "bob's are left");
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_sessions_of_all_identities_of_the_user()
    {
        await using var couch = NewCouch();
        await using var scene = await CreateAsync(couch);
        var (administrator, gateway) = (await scene.StartAdministratorAsync(), await scene.StartGatewayAsync());
        var directory = administrator.Services.GetRequiredService<ITenantDirectory>();
        var (_, work, _) = await CreateAliceAsync(directory);
        var (atWork, atHome, bob) = (await gateway.SignInAsync("alice at work"), await gateway.SignInAsync("alice at home"), await gateway.SignInAsync("bob"));
        var handle = await gateway.HandleAsync(atHome);
        (await gateway.Sessions.ListAsync(work, Stop)).Should().HaveCount(2).And.Contain(session => session.Handle == handle);
        (await gateway.Sessions.RevokeAsync(SessionHost.Subject("bob"), handle, Stop)).Should().BeFalse("it is not his");

        using (var ended = await gateway.PostAsync("/session/revoke-all", "{}", atWork)) (await ended.Content.ReadAsStringAsync(Stop)).Should().Contain("\"revoked\":2");

        foreach (var cookie in new[] { atWork, atHome }) (await gateway.StatusAsync(cookie)).Should().Be(HttpStatusCode.Unauthorized);
        (await gateway.StatusAsync(bob)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Entries_in_conflict_are_read_as_the_strictest_and_nothing_is_written()
    {
        await using var couch = NewCouch();
        await using var scene = await CreateAsync(couch);
        var (administrator, gateway) = (await scene.StartAdministratorAsync(), await scene.StartGatewayAsync());
        var subject = SessionHost.Subject("alice");
        var tenant = (await administrator.Services.GetRequiredService<ITenantDirectory>().CreateAsync(subject, Stop)).Tenant;
        var routes = gateway.Services.GetRequiredService<ITenantRoutes>();
        (await routes.FindAsync(subject, Stop))!.State.Should().Be(TenantState.Active);
        var entry = (await new TenantEntries(scene.Database).PeekAsync(tenant, Stop))!;

        var leaf = new Document { Id = entry.Id, Revision = "1-00000000000000000000000000000001", RevisionHistory = ["1-00000000000000000000000000000001"], Content = TenantEntryJson.Write(entry with { State = TenantEntryState.Suspended }) };
        (await scene.Database.BulkWriteAsync([leaf], WriteMode.Replicated, Stop)).Should().OnlyContain(result => result.IsWritten);
        var count = (await scene.Database.GetInfoAsync(Stop)).UpdateCount;

        await UntilAsync(async () => (await routes.FindAsync(subject, Stop))!.State == TenantState.Suspended);
        (await scene.Database.GetInfoAsync(Stop)).UpdateCount.Should().Be(count);
    }

    [Fact]
    public async Task Finding_a_route_in_memory_allocates_nothing()
    {
        await using var couch = NewCouch();
        await using var scene = await CreateAsync(couch);
        var host = await scene.StartAdministratorAsync();
        var subject = SessionHost.Subject("alice");
        await host.Services.GetRequiredService<ITenantDirectory>().CreateAsync(subject, Stop);
        var routes = host.Services.GetRequiredService<ITenantRoutes>();
        await routes.FindAsync(subject, Stop);
        const int Times = 200;
        for (var i = 0; i < Times; i++) (await routes.FindAsync(subject, Stop)).Should().NotBeNull();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++) await routes.FindAsync(subject, Stop);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public async Task A_host_with_neither_routes_nor_tenants_does_not_start_and_is_told_why()
    {
        await using var couch = NewCouch();
        await using var store = await SessionStore.CreateAsync(SessionStore.Embedded);
        var starting = () => SessionHost.StartAsync(store, couch.Server.Address, couch, hasRoutes: false);
        (await starting.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*AddTenants*ITenantRoutes*");
    }

    private static ScriptedCouch NewCouch()
    {
        var couch = new ScriptedCouch();
        var checks = couch.Server.Responder!;
        couch.Server.Responder = request => checks(request) ?? ScriptedAnswer.Json(200, "{}");
        return couch;
    }

    private static async Task<DirectoryScene> CreateAsync(ScriptedCouch couch) => new(await SessionStore.CreateAsync(SessionStore.Embedded), couch.Server.Address, couch);

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!await holds())
        {
            watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(1));
            await Task.Delay(10, Stop);
        }
    }
}
