using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Gateway.Sessions;
using Raindrop.Tenancy;

namespace Raindrop.Docs.Tests.Snippets;

internal static class Accounts
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(RaindropSessions.AuthenticationScheme).AddRaindropSessions();
        builder.Services.AddRaindropAccounts(options =>
        {
            options.AllowsSignUp = true;
            options.SigningIn = async (context, subject) =>
                await context.RequestServices.GetRequiredService<ITenantDirectory>().CreateAsync(subject, context.RequestAborted);
        });
    }

    public static void Map(WebApplication app)
    {
        app.MapRaindropAccounts("/account");
        app.MapRaindropSessions("/session");
    }
}
