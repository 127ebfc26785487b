using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Gateway;
using Raindrop.Gateway.Identity;
using Raindrop.Tenancy;

namespace Raindrop.Docs.Tests.Snippets;

internal static class GatewayHost
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        builder.Services.AddSingleton<ITenantRoutes, Routes>();
        builder.Services.AddRaindropGateway(options => options.Upstream = new Uri("https://couch.internal:6984"));
        builder.Services.Configure<UpstreamTokenOptions>(builder.Configuration.GetSection("Raindrop:Tokens"));
        builder.Services.AddHealthChecks().AddRaindropGateway();

        var app = builder.Build();
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
