using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Raindrop.Credentials;

namespace MailroomWeb.Web.Api;

/// <summary>A user's credentials: they are listed, added and deleted. No address gives a value.</summary>
internal static class CredentialEndpoints
{
    private const string Purpose = "import";
    private static readonly CredentialAccess Access = new("settings");

    public static void MapCredentials(this IEndpointRouteBuilder site, string prefix)
    {
        var credentials = site.MapGroup(prefix).AddEndpointFilter<TenantFilter>();
        credentials.MapGet("", ListAsync);
        credentials.MapPost("", AddAsync);
        credentials.MapDelete("{name}", async (string name, ICredentialVault vault, HttpContext context) =>
            CredentialLabel.IsValid(name) && await vault.DeleteAsync(TenantFilter.TenantOf(context), name, Access, context.RequestAborted) ? Results.NoContent() : Results.NotFound());
    }

    private static async Task<IResult> ListAsync(ICredentialVault vault, HttpContext context)
    {
        List<object> all = [];
        await foreach (var info in vault.ListAsync(TenantFilter.TenantOf(context), context.RequestAborted))
            all.Add(new { info.Reference.Name, info.Reference.Purpose, Kind = info.Kind.ToString(), info.StoredAt });
        return Results.Ok(all);
    }

    private static async Task<IResult> AddAsync(NewCredential given, ICredentialVault vault, HttpContext context)
    {
        try
        {
            using var credential = new Credential
            {
                Kind = CredentialKind.Password,
                Endpoint = new CredentialEndpoint("imaps", given.Host, given.Port),
                UserName = given.UserName,
                Value = Secret.FromText(given.Value),
            };
            await vault.StoreAsync(new CredentialReference(TenantFilter.TenantOf(context), given.Name, Purpose), credential, Access, context.RequestAborted);
            return Results.NoContent();
        }
        catch (CredentialExistsException)
        {
            return Results.Problem("There is a credential of this name. Delete it first.", statusCode: StatusCodes.Status409Conflict);
        }
        catch (ArgumentException)
        {
            return Results.Problem("A name is lower-case letters, digits, dots and dashes; a host is the server's name, a port 1 to 65535.", statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private sealed record NewCredential(string Name, string Host, int Port, string UserName, string Value)
    {
        public override string ToString() => nameof(NewCredential);
    }
}
