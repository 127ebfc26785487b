using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.CouchDb;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Sessions;
using Raindrop.Tenancy;

namespace Raindrop.Docs.Tests.Snippets;

internal static class SeparatePrivileges
{
    public static void RegisterFacing(WebApplicationBuilder builder, Uri couchDb, Uri account, HttpClient custodian, string identifierKey)
    {
        builder.Services.AddCouchDb(options => options.Endpoint = account);
        builder.Services.AddRaindrop(raindrop => raindrop
            .Configure(options => options.IdentifierKey = identifierKey)
            .AddTenants(tenants => tenants.Configure(options => (options.CreatesDatabase, options.FinishEvery) = (false, null)))
            .AddRemoteCredentialVault(options => options.SocketPath = "/run/raindrop/vault.sock"));
        builder.Services.AddAuthentication(RaindropSessions.AuthenticationScheme).AddRaindropSessions(options => options.CreatesDatabase = false);
        builder.Services.AddSingleton<IUpstreamTokenSigner>(new RemoteSigner(custodian));
        builder.Services.AddRaindropGateway(options => options.Upstream = couchDb);
    }

    public static void RegisterCustodian(WebApplicationBuilder builder, Uri couchDb, Uri administrator, string identifierKey)
    {
        builder.Services.AddCouchDb(options => options.Endpoint = administrator);
        builder.Services.AddRaindrop(raindrop => raindrop
            .Configure(options => options.IdentifierKey = identifierKey)
            .AddTenants()
            .AddCredentialVault(vault => vault.UseKeyRingFile("/etc/raindrop/host.keyring").Listen(options => options.SocketPath = "/run/raindrop/vault.sock")));
        builder.Services.AddAuthentication(RaindropSessions.AuthenticationScheme).AddRaindropSessions();
        builder.Services.AddRaindropTokenSigner(options => options.Upstream = couchDb);
        builder.Services.Configure<UpstreamTokenOptions>(builder.Configuration.GetSection("Raindrop:Tokens"));
        builder.Services.AddHealthChecks().AddRaindropTenants().AddRaindropCredentialVault().AddRaindropGateway();
    }

    public static void Map(WebApplication custodian)
    {
        custodian.MapPost("/tokens/{tenant}", async (string tenant, IUpstreamTokenSigner signer, CancellationToken cancellationToken) =>
            TenantId.TryParse(tenant, out var id) ? Results.Ok(await signer.SignAsync(id, cancellationToken)) : Results.BadRequest());
        custodian.MapPost("/tenants", async (TenantSubject subject, ITenantDirectory directory, CancellationToken cancellationToken) =>
        {
            await directory.CreateAsync(subject, cancellationToken);
            return Results.NoContent();
        });
    }

    internal sealed class RemoteSigner(HttpClient custodian) : IUpstreamTokenSigner
    {
        public async ValueTask<UpstreamToken> SignAsync(TenantId tenant, CancellationToken cancellationToken = default)
        {
            using var answer = await custodian.PostAsync(new Uri($"tokens/{tenant}", UriKind.Relative), null, cancellationToken);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<UpstreamToken>(cancellationToken))!;
        }
    }
}
