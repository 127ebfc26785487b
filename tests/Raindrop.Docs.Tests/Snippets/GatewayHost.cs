using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.CouchDb;
using Raindrop.Gateway;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Sessions;
using Raindrop.Tenancy;

namespace Raindrop.Docs.Tests.Snippets;

internal static class GatewayHost
{
    public static WebApplication Build(WebApplicationBuilder builder, string identifierKey)
    {
        builder.Services.AddAuthentication(RaindropSessions.AuthenticationScheme).AddRaindropSessions(options => options.CreatesDatabase = false);
        builder.Services.AddCouchDb(options => options.Endpoint = new Uri("https://couch.internal:6984"));
        builder.Services.AddRaindrop(raindrop => raindrop
            .Configure(options => options.IdentifierKey = identifierKey)
            .AddTenants(tenants => tenants.Configure(options => (options.CreatesDatabase, options.FinishEvery) = (false, null))));
        builder.Services.AddRaindropGateway(options => options.Upstream = new Uri("https://couch.internal:6984"));
        builder.Services.Configure<UpstreamTokenOptions>(builder.Configuration.GetSection("Raindrop:Tokens"));
        builder.Services.AddHealthChecks().AddRaindropGateway().AddRaindropSessions();

        var app = builder.Build();
        app.UseExceptionHandler(_ => { });
        app.MapRaindropGateway("/db");
        app.MapHealthChecks("/health");

        return app;
    }

    internal sealed class Routes(IReadOnlyDictionary<TenantSubject, TenantRoute> known) : ITenantRoutes
    {
        public ValueTask<TenantRoute?> FindAsync(TenantSubject subject, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(known.GetValueOrDefault(subject));
    }
}
