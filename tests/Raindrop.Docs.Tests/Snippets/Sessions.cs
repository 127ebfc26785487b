using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.CouchDb;
using Raindrop.Gateway.Sessions;
using Raindrop.Tenancy;

namespace Raindrop.Docs.Tests.Snippets;

internal static class Sessions
{
    public static void Add(WebApplicationBuilder builder, string identifierKey)
    {
        builder.Services.AddCouchDb(options => options.Endpoint = new Uri("https://couch.internal:6984"));
        builder.Services.AddRaindrop(raindrop => raindrop.Configure(options => options.IdentifierKey = identifierKey));
        builder.Services.AddAuthentication(RaindropSessions.AuthenticationScheme).AddRaindropSessions();
        builder.Services.AddHealthChecks().AddRaindropSessions();
    }

    public static void Map(WebApplication app)
    {
        app.MapGet("/sessions", async (HttpContext context, IUserSessions sessions) => await sessions.ListAsync(SubjectOf(context), context.RequestAborted)).RequireAuthorization();

        app.MapPost("/sessions/revoke-all", async (HttpContext context, IUserSessions sessions) =>
            await sessions.RevokeAllAsync(SubjectOf(context), exceptHandle: null, context.RequestAborted)).RequireAuthorization();
    }

    private static TenantSubject SubjectOf(HttpContext context) => context.User.FindFirst("sub") is { } subject
        ? new TenantSubject(subject.Issuer, subject.Value)
        : throw new InvalidOperationException("Whoever signed in has no subject.");
}
