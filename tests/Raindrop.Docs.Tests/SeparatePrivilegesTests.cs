using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Raindrop.Credentials;
using Raindrop.Credentials.Remote;
using Raindrop.Docs.Tests.Snippets;
using Raindrop.Gateway.Identity;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Docs.Tests;

public sealed class SeparatePrivilegesTests
{
    private static readonly Uri CouchDb = new("http://localhost:5984");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_facing_process_has_no_key_and_the_custodian_has_no_gateway()
    {
        var (facing, custodian) = (WebApplication.CreateSlimBuilder(), WebApplication.CreateSlimBuilder());
        using var channel = new HttpClient();
        SeparatePrivileges.RegisterFacing(facing, CouchDb, CouchDb, channel, "key");
        SeparatePrivileges.RegisterCustodian(custodian, CouchDb, CouchDb, "key");

        facing.Services.Should().NotContain(service => service.ServiceType == typeof(IKeyProvider) || service.ServiceType == typeof(ITenantKeys));
        facing.Services.Where(service => service.ServiceType == typeof(IUpstreamTokenSigner)).Should().ContainSingle().Which.ImplementationInstance.Should().BeOfType<SeparatePrivileges.RemoteSigner>();
        using (var services = facing.Services.BuildServiceProvider()) services.GetRequiredService<ICredentialVault>().Should().BeOfType<RemoteCredentialVault>();
        custodian.Services.Should().Contain(service => service.ServiceType == typeof(IKeyProvider)).And.Contain(service => service.ServiceType == typeof(IUpstreamTokenSigner));
        custodian.Services.Should().NotContain(service => service.ServiceType.FullName == "Raindrop.Gateway.Hosting.GatewayEndpoint");
    }

    [Fact]
    public async Task A_token_that_the_custodian_signs_arrives_as_it_was_signed_and_nothing_but_tenants_is_signed()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IUpstreamTokenSigner, Echo>().AddSingleton<ITenantDirectory>(_ => throw new InvalidOperationException());
        await using var custodian = builder.Build();
        SeparatePrivileges.Map(custodian);
        await custodian.StartAsync(Stop);
        using var channel = new HttpClient { BaseAddress = new Uri(custodian.Urls.Single()) };
        var tenant = TenantId.New();

        var token = await new SeparatePrivileges.RemoteSigner(channel).SignAsync(tenant, Stop);
        using var refused = await channel.PostAsync(new Uri("tokens/admin", UriKind.Relative), null, Stop);

        token.Value.Should().Be($"for {tenant}");
        token.ExpiresAt.Should().Be(DateTimeOffset.UnixEpoch);
        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    private sealed class Echo : IUpstreamTokenSigner
    {
        public ValueTask<UpstreamToken> SignAsync(TenantId tenant, CancellationToken cancellationToken = default) => ValueTask.FromResult(new UpstreamToken($"for {tenant}", DateTimeOffset.UnixEpoch));
    }
}
