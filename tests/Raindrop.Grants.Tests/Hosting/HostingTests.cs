using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Gateway.Grants;
using Raindrop.Grants.Queue;
using Raindrop.Grants.Tests.Running;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Tests.Hosting;

/// <summary>Grants in hosts: what it takes to start, what they do then, and what each of them knows.</summary>
public sealed class HostingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-grants-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_executor_works_off_the_queue_by_itself_and_a_deletion_reaches_it()
    {
        using var host = BuildExecutor();
        await host.StartAsync();
        var (server, directory) = (host.Services.GetRequiredService<IDocumentServer>(), host.Services.GetRequiredService<ITenantDirectory>());
        var tenant = await directory.CreateAsync(new TenantSubject("https://id.example", "1"));
        using var issuing = new ServiceCollection().AddGrantIssuer(options =>
        {
            (options.Audience, options.KeyId, options.PrivateKey) = (TestGrants.Audience, TestGrants.Key.Id, TestGrants.Key.PrivateKey);
            options.Prefixes.Add(TestGrants.Plain);
        }).BuildServiceProvider();
        var signed = await issuing.GetRequiredService<IGrantIssuer>().IssueAsync(new GrantRequest { Release = "1", Sequence = 1, Tenants = [tenant.Tenant], Documents = [TestGrants.Write("rd.release:a", "{}")] });
        await new GrantQueue(server.GetDatabase("raindrop-grants-queue")).AddAsync(
            new QueuedGrant { Grant = signed.Grant, Token = signed.Token, AcceptedAt = signed.Grant.IssuedAt, Contents = new Dictionary<string, ReadOnlyMemory<byte>> { ["rd.release:a"] = "{}"u8.ToArray() } }, default);

        var journal = host.Services.GetRequiredService<IGrantJournal>();
        for (var wait = 0; wait < 500 && await journal.ListAsync(tenant.Tenant).CountAsync() == 0; wait++) await Task.Delay(20);

        (await journal.ListAsync(tenant.Tenant).SingleAsync()).Outcome.Should().Be(GrantOutcome.Written);
        (await server.GetDatabase(tenant.Database).GetRevisionAsync("rd.release:a")).Should().NotBeNull();
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status.Should().Be(HealthStatus.Healthy);
        (await directory.DeleteAsync(tenant.Tenant)).Remains.Should().Contain(new TenantRemainder(TenantRemainderKind.GrantRecords, null));
        (await journal.ListAsync(tenant.Tenant).CountAsync()).Should().Be(0);
        await host.StopAsync();
    }

    [Fact]
    public void Every_mistake_of_an_executor_is_named()
    {
        var services = new ServiceCollection();
        services.AddRaindrop(raindrop => raindrop.AddGrantExecutor(grants => grants
            .ConfigureQueue(options => (options.Database, options.LaggingAfter) = ("Queue", TimeSpan.Zero))
            .ConfigureExecutor(options =>
            {
                (options.Database, options.ExecuteEvery, options.MaxDelay, options.Retention, options.JournalRetention) = ("Ledger", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromDays(8), TimeSpan.Zero);
                options.GatewayUsers.Add("");
            })));

        MistakesOf<GrantVerificationOptions>(services).Should().HaveCount(3);
        MistakesOf<GrantQueueOptions>(services).Should().HaveCount(3).And.Contain(mistake => mistake.Contains("AddCouchDb"));
        services.Configure<GrantQueueOptions>(options => (options.Database, options.LaggingAfter) = ("raindrop-grants", TimeSpan.FromMinutes(1)));
        services.AddEmbeddedStore(options => options.Folder = _folder);
        MistakesOf<GrantExecutorOptions>(services).Should().HaveCount(7).And.Contain(mistake => mistake.Contains("AddTenants"));
        services.Configure<GrantExecutorOptions>(options => options.Database = "raindrop-grants");
        MistakesOf<GrantExecutorOptions>(services).Should().HaveCount(7).And.Contain(mistake => mistake.Contains("queue's"));
    }

    [Fact]
    public void Every_mistake_of_an_endpoint_is_named()
    {
        var services = new ServiceCollection().AddRaindropGrants(_ => { }, options => (options.MaxBodySize, options.MaxConcurrentRequests) = (1, 0));

        MistakesOf<GrantEndpointOptions>(services).Should().HaveCount(2);
    }

    [Fact]
    public void A_gateway_has_no_issuer_no_executor_and_no_directory()
    {
        var services = new ServiceCollection().AddRaindropGrants(grants => TestGrants.Configure(new GrantVerificationOptions()));

        services.Select(service => service.ServiceType).Should().NotContain([typeof(IGrantIssuer), typeof(IGrantExecutor), typeof(ITenantDirectory), typeof(IDocumentServer)]);
    }

    private static IEnumerable<string> MistakesOf<T>(IServiceCollection services)
        where T : class
    {
        using var provider = services.BuildServiceProvider();
        return FluentActions.Invoking(() => provider.GetRequiredService<IOptions<T>>().Value).Should().Throw<OptionsValidationException>().Which.Failures;
    }

    private IHost BuildExecutor()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddEmbeddedStore(options => options.Folder = _folder);
        builder.Services.AddRaindrop(raindrop => raindrop
            .Configure(options => options.IdentifierKey = Convert.ToBase64String(new byte[32]))
            .AddTenants()
            .AddGrantExecutor(grants => grants.ConfigureVerification(options => TestGrants.Configure(options)).ConfigureExecutor(options => options.ExecuteEvery = TimeSpan.FromMilliseconds(100))));
        builder.Services.AddHealthChecks().AddRaindropGrants();
        return builder.Build();
    }
}
