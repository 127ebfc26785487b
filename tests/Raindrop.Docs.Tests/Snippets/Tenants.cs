using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Raindrop.Tenancy;

namespace Raindrop.Docs.Tests.Snippets;

internal static class Tenants
{
    public static void Register(HostApplicationBuilder builder, string identifierKey)
    {
        builder.Services.AddRaindrop(raindrop => raindrop
            .Configure(options => options.IdentifierKey = identifierKey)
            .AddTenants(tenants => tenants
                .Configure(options => options.Shards = 1)
                .AddDesignDocument("inbox", """{"views":{"by-date":{"map":"function (doc) { emit(doc.date, null) }"}}}""")));
        builder.Services.AddHealthChecks().AddRaindropTenants();
    }

    public static async Task<TenantPrincipal> SignInAsync(ITenantDirectory directory, string issuer, string subject, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var tenant = await directory.CreateAsync(new TenantSubject(issuer, subject), cancellationToken);
        return new TenantPrincipal(new TenantSubject(issuer, subject), tenant.Tenant, tenant.State, expiresAt);
    }

    public static async Task LookAfterAsync(ITenantDirectory directory, CancellationToken cancellationToken)
    {
        await foreach (var tenant in directory.ListAsync(cancellationToken))
        {
            if (tenant.Phase is not (TenantPhase.Active or TenantPhase.Suspended)) continue;
            if (await directory.RepairAsync(tenant.Tenant, cancellationToken)) Console.WriteLine($"{tenant.Tenant} had other access rules or design documents");
        }
    }

    public static async Task LinkAsync(
        ITenantDirectory directory, TenantId tenant, TenantSubject present, DateTimeOffset presentSignedInAt, TenantSubject added, DateTimeOffset addedSignedInAt, CancellationToken cancellationToken)
    {
        await directory.LinkAsync(tenant, new ProvenSubject(present, presentSignedInAt), new ProvenSubject(added, addedSignedInAt), cancellationToken);
    }
}
