using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Raindrop.Documents;
using Raindrop.Gateway;
using Raindrop.Gateway.Sessions;
using Raindrop.Tenancy;

namespace MailroomWeb.Web.Api;

/// <summary>Lets only those through who are signed in and have a tenant that may do something now, as the gateway itself does.</summary>
internal sealed class TenantFilter(ITenantRoutes routes) : IEndpointFilter
{
    private static readonly object Key = new();

    /// <summary>Whose request it is, behind the filter.</summary>
    public static TenantId TenantOf(HttpContext context) => (TenantId)context.Items[Key]!;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await context.HttpContext.AuthenticateAsync(RaindropSessions.AuthenticationScheme);
        // A store that is away is no sign-out.
        if (result.Failure is SessionsUnavailableException unavailable) throw unavailable;
        if (result.Principal?.FindFirst("sub") is not { } subject) return Results.Problem("Sign in first.", statusCode: StatusCodes.Status401Unauthorized);
        try
        {
            var route = await routes.FindAsync(new TenantSubject(subject.Issuer, subject.Value), context.HttpContext.RequestAborted);
            if (route is not { State: TenantState.Active }) return Results.Problem("You may not do that here.", statusCode: StatusCodes.Status403Forbidden);
            context.HttpContext.Items[Key] = route.Tenant;
            return await next(context);
        }
        catch (DocumentStoreException)
        {
            return Results.Problem("The store cannot be reached at the moment. Try again.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
