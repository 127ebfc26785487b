using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Raindrop.Gateway.Sessions;
using Raindrop.Tenancy;

namespace Raindrop.Docs.Tests.Snippets;

internal static class OpenIdConnect
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services
            .AddAuthentication(RaindropSessions.AuthenticationScheme)
            .AddRaindropSessions(options => options.ChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme)
            .AddOpenIdConnect(options =>
            {
                options.SignInScheme = RaindropSessions.AuthenticationScheme;
                options.Authority = "https://id.example";
                options.ClientId = "mail";
                options.ClientSecret = builder.Configuration["OpenIdConnect:ClientSecret"];
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.ResponseMode = OpenIdConnectResponseMode.Query;
                options.MapInboundClaims = false;
                options.Scope.Clear();
                options.Scope.Add("openid");
            });
    }

    public static void Map(WebApplication app)
    {
        app.MapGet("/sign-in", () => TypedResults.Challenge(new() { RedirectUri = "/" }));

        app.MapRaindropSessions("/session");
    }

    public static void CreateTenants(OpenIdConnectOptions options) =>
        options.Events.OnTicketReceived = async context =>
        {
            var subject = context.Principal!.FindFirst("sub")!;
            var directory = context.HttpContext.RequestServices.GetRequiredService<ITenantDirectory>();
            await directory.CreateAsync(new TenantSubject(subject.Issuer, subject.Value), context.HttpContext.RequestAborted);
        };
}
