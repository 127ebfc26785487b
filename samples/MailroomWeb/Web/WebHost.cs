using Mailroom.Hosting;
using MailroomWeb.Channels;
using MailroomWeb.Hosting;
using MailroomWeb.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.CouchDb;
using Raindrop.Credentials;
using Raindrop.Credentials.Remote;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Sessions;

namespace MailroomWeb.Web;

/// <summary>The process that faces the internet: sign-in, sessions, the gateway and the page. For what takes a key or an administrator it asks the custodian.</summary>
internal static class WebHost
{
    /// <summary>How long a call to the vault may take in all.</summary>
    private static readonly TimeSpan VaultPatience = TimeSpan.FromSeconds(30);

    public static WebApplication Build(WebSettings settings)
    {
        var (folder, account) = (settings.Folder, WebAccount.Read(settings.Folder));
        var builder = SiteBuilder.Create(settings.Listen, https => https.ServerCertificate = OwnCertificate.Read(folder));
        AddCustodian(builder.Services, settings, folder);
        AddTenants(builder.Services, account, folder);
        AddAccounts(builder.Services);
        builder.Services.AddRaindropGateway(options => options.Upstream = account.Server);
        builder.Services.AddHealthChecks().AddRaindropRemoteCredentialVault().AddRaindropSessions().AddRaindropGateway();

        var web = builder.Build();
        web.UseExceptionHandler(_ => { });
        web.MapRaindropGateway("/db");
        web.UseWhen(context => !context.Request.Path.StartsWithSegments("/db"), own => own.UsePageHeaders());
        web.UseDefaultFiles();
        web.UseStaticFiles();
        web.MapRaindropAccounts("/account");
        web.MapRaindropSessions("/session");
        web.MapCredentials("/api/credentials");
        web.MapHealthChecks("/health");
        return web;
    }

    private static void AddCustodian(IServiceCollection services, WebSettings settings, DataFolder folder)
    {
        var identity = ChannelIdentity.Read(folder);
        services.AddSingleton(_ => new CustodianClient(settings.Custodian, identity));
        services.AddSingleton<IUpstreamTokenSigner>(provider => provider.GetRequiredService<CustodianClient>());
        services.AddSingleton<ICredentialVault>(provider => new RemoteCredentialVault(provider.GetRequiredService<CustodianClient>().ConnectVaultAsync, VaultPatience));
    }

    // The directory is read here, and written by the custodian.
    private static void AddTenants(IServiceCollection services, WebAccount account, DataFolder folder)
    {
        var identifierKey = folder.Require("identifier.key").Trim();
        services.AddCouchDb(options => options.Endpoint = account.Endpoint);
        services.AddRaindrop(raindrop => raindrop
            .Configure(options => options.IdentifierKey = identifierKey)
            .AddTenants(tenants => tenants.Configure(options => (options.CreatesDatabase, options.FinishEvery) = (false, null))));
        services.AddSingleton<TenantArrival>();
    }

    // A real host has OpenID Connect here, and the rest stays as it is: see docs/gateway/sign-in.md.
    private static void AddAccounts(IServiceCollection services)
    {
        services.AddAuthentication(RaindropSessions.AuthenticationScheme).AddRaindropSessions(options => (options.Label, options.CreatesDatabase) = (BrowserName.Of, false));
        services.AddRaindropAccounts(options =>
        {
            options.CreatesDatabase = false;
            options.AllowsSignUp = true;
            options.MinPasswordLength = 12;
            options.SigningIn = (context, subject) => context.RequestServices.GetRequiredService<TenantArrival>().EnsureAsync(subject, context.RequestAborted);
        });
    }
}
