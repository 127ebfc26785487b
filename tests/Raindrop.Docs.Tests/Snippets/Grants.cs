using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Raindrop.CouchDb;
using Raindrop.Grants;
using Raindrop.Tenancy;

namespace Raindrop.Docs.Tests.Snippets;

internal static class Grants
{
    public static void RegisterIssuer(IServiceCollection services, string privateKey)
    {
        services.AddGrantIssuer(options =>
        {
            options.Audience = "https://app.example";
            options.KeyId = "grants-1";
            options.PrivateKey = privateKey;
            options.Prefixes.Add("rd.release:");
            options.Prefixes.Add("_design/rd.");
        });
    }

    public static WebApplication BuildGateway(WebApplicationBuilder builder, string publicKey, Uri queueAccount)
    {
        builder.Services.AddRaindropGrants(grants => grants
            .ConfigureVerification(options => Trust(options, publicKey))
            .UseServer(GrantDatabase.Queue, _ => CouchServer.Create(queueAccount)));
        builder.Services.AddHealthChecks().AddRaindropGrants();

        var app = builder.Build();
        app.MapRaindropGrants("/grants");

        return app;
    }

    public static void RegisterExecutor(HostApplicationBuilder builder, string publicKey, string identifierKey)
    {
        builder.Services.AddRaindrop(raindrop => raindrop
            .Configure(options => options.IdentifierKey = identifierKey)
            .AddTenants()
            .AddGrantExecutor(grants => grants
                .ConfigureVerification(options => Trust(options, publicKey))
                .ConfigureExecutor(options => options.GatewayUsers.Add("raindrop-gateway"))));
        builder.Services.AddHealthChecks().AddRaindropGrants();
    }

    private static void Trust(GrantVerificationOptions options, string publicKey)
    {
        options.Audience = "https://app.example";
        options.Keys.Add(new GrantVerificationKey { Id = "grants-1", PublicKey = publicKey });
        options.Prefixes.Add("rd.release:");
        options.Prefixes.Add("_design/rd.");
    }

    public static async Task<SignedGrant> IssueAsync(IGrantIssuer issuer, IReadOnlyList<TenantId> tenants, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken)
    {
        var signed = await issuer.IssueAsync(
            new GrantRequest
            {
                Release = "2026.1",
                Sequence = 12,
                Tenants = tenants,
                Documents = [GrantedDocument.Write("rd.release:app", GrantContent.Digest(manifest)), GrantedDocument.Delete("_design/rd.old")],
            },
            cancellationToken);

        return signed;
    }

    public static async Task ReadJournalAsync(IGrantJournal journal, TenantId tenant, CancellationToken cancellationToken)
    {
        await foreach (var entry in journal.ListAsync(tenant, cancellationToken))
            Console.WriteLine($"{entry.DecidedAt:u} release {entry.Release}: {entry.Outcome} {entry.Refusal}");
    }
}
