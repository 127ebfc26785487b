using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Raindrop.Credentials.Remote;
using Raindrop.Gateway.Identity;
using Raindrop.Tenancy;

namespace MailroomWeb.Custodian;

/// <summary>All that the web process may ask for. That it is the web process, the connection has proved.</summary>
internal static class CustodianEndpoints
{
    public static void MapCustodian(this WebApplication custodian)
    {
        custodian.UseExceptionHandler(failed => failed.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }));
        custodian.MapPost("/tokens/{tenant}", SignAsync);
        custodian.MapPost("/tenants", EnsureTenantAsync);
        custodian.MapGet("/vault", ServeVaultAsync);
        custodian.MapHealthChecks("/health");
    }

    // What is no tenant's id is not signed: no administrator's name is one.
    private static async Task<IResult> SignAsync(string tenant, IUpstreamTokenSigner signer, CancellationToken cancellationToken) =>
        TenantId.TryParse(tenant, out var id) ? Results.Ok(await signer.SignAsync(id, cancellationToken)) : Results.BadRequest();

    private static async Task<IResult> EnsureTenantAsync(TenantSubject subject, TenantProvisioning provisioning, CancellationToken cancellationToken)
    {
        await provisioning.EnsureAsync(subject, cancellationToken);
        return Results.NoContent();
    }

    // The vault's own protocol, over this connection from here on.
    private static async Task ServeVaultAsync(HttpContext context, CredentialVaultListener listener)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        context.Response.Headers.Upgrade = "raindrop-vault";
        await listener.ServeAsync(await upgrade.UpgradeAsync(), context.RequestAborted);
    }
}
