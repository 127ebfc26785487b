using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Accounts;
using Raindrop.Gateway.Sessions;
using Raindrop.Gateway.Site;

#pragma warning disable IDE0130 // Found where hosts look for it.
namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints of local accounts into a host's routes.</summary>
public static class AccountEndpointRouteBuilderExtensions
{
    /// <summary>Maps <c>sign-in</c>, <c>sign-out</c>, <c>password</c>, and where the options allow it <c>sign-up</c>, below a prefix. All take and answer JSON, by <c>POST</c>, from the site's own pages.</summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <param name="prefix">Where, for example <c>/account</c>.</param>
    /// <returns>The endpoints, to add conventions.</returns>
    /// <exception cref="InvalidOperationException"><c>AddRaindropAccounts</c> was not called.</exception>
    public static IEndpointConventionBuilder MapRaindropAccounts(this IEndpointRouteBuilder endpoints, string prefix)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var accounts = endpoints.ServiceProvider.GetRequiredService<AccountEndpoints>();
        var site = endpoints.ServiceProvider.GetRequiredService<SiteEndpoint>();
        var group = endpoints.MapGroup(prefix);
        group.MapPost("/sign-in", site.Handle(accounts.SignInAsync));
        group.MapPost("/sign-out", site.Handle(SessionEndpoints.SignOutAsync));
        group.MapPost("/password", site.Handle(accounts.ChangePasswordAsync));
        if (endpoints.ServiceProvider.GetRequiredService<IOptions<RaindropAccountOptions>>().Value.AllowsSignUp) group.MapPost("/sign-up", site.Handle(accounts.SignUpAsync));
        return group;
    }
}
