using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Docs.Tests.Pages;
using Raindrop.Docs.Tests.Running;
using Raindrop.Embedded;
using Raindrop.Grants;
using Raindrop.Tenancy;

namespace Raindrop.Docs.Tests;

public sealed class GrantsTests : IDisposable
{
    private static readonly Page GrantsPage = Page.Open("docs/gateway/grants.md");

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task What_the_issuer_of_the_page_issues_its_gateway_and_its_executor_take()
    {
        using var folder = new TemporaryFolder();
        var issuing = new ServiceCollection();
        Snippets.Grants.RegisterIssuer(issuing, _key.ExportPkcs8PrivateKeyPem());
        await using var issuer = issuing.BuildServiceProvider();
        var signed = await Snippets.Grants.IssueAsync(issuer.GetRequiredService<IGrantIssuer>(), [TenantId.New()], """{"v":1}"""u8.ToArray(), default);
        await using var gateway = Snippets.Grants.BuildGateway(WebApplication.CreateSlimBuilder(), _key.ExportSubjectPublicKeyInfoPem(), new Uri("http://gateway:secret@127.0.0.1:1"));
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddEmbeddedStore(options => options.Folder = folder.Path);
        Snippets.Grants.RegisterExecutor(builder, _key.ExportSubjectPublicKeyInfoPem(), Convert.ToBase64String(new byte[32]));
        using var executor = builder.Build();
        await executor.StartAsync();

        foreach (var services in new[] { gateway.Services, executor.Services })
            services.GetRequiredService<IGrantVerifier>().Verify(signed.Token, signed.Grant.IssuedAt).Grant.Should().BeEquivalentTo(signed.Grant);
        executor.Services.GetRequiredService<IOptions<GrantExecutorOptions>>().Value.GatewayUsers.Should().Equal("raindrop-gateway");
        await Snippets.Grants.ReadJournalAsync(executor.Services.GetRequiredService<IGrantJournal>(), signed.Grant.Tenants[0], default);
        await executor.StopAsync();
    }

    [Fact]
    public void Every_outcome_and_every_refusal_is_listed()
    {
        var cells = GrantsPage.Lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim().Trim('`')).ToList();

        cells.Should().Contain(Enum.GetNames<GrantOutcome>()).And.Contain(Enum.GetNames<GrantRefusal>());
    }
}
