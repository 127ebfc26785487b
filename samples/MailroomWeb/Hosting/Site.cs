using System.Net;
using Mailroom.Extensions;
using Mailroom.Hosting;
using Mailroom.Schemas;
using MailroomWeb.Api;
using MailroomWeb.Following;
using MailroomWeb.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Raindrop.CouchDb;
using Raindrop.Gateway.Sessions;
using Raindrop.Schemas;

namespace MailroomWeb.Hosting;

/// <summary>The whole host: tenants and their extensions, the vault, sessions, the gateway, and the page.</summary>
internal static class Site
{
    /// <summary>A star and a read mark of a message: the user's own, written by the page.</summary>
    private static readonly SchemaDefinition Flags = new("rd.msg.flags", 1, SchemaKind.Source);

    public static WebApplication Build(SiteSettings settings)
    {
        var data = new DataFolder(settings.Data);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        // Paths hold ids of documents: see docs/gateway/index.md.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Why a host does not start is said by whoever starts it, in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
        Listen(builder, settings, data);
        AddTenants(builder.Services, settings, data);
        AddGateway(builder.Services, settings, data);
        AddAccounts(builder.Services);
        builder.Services.AddHealthChecks().AddRaindropDerivation().AddRaindropTenants().AddRaindropCredentialVault().AddRaindropSessions().AddRaindropGateway();

        var site = builder.Build();
        site.UseExceptionHandler(_ => { });
        site.MapRaindropGateway("/db");
        site.UseWhen(context => !context.Request.Path.StartsWithSegments("/db"), own => own.UsePageHeaders());
        site.UseDefaultFiles();
        site.UseStaticFiles();
        site.MapRaindropAccounts("/account");
        site.MapRaindropSessions("/session");
        site.MapCredentials("/api/credentials");
        site.MapHealthChecks("/health");
        return site;
    }

    private static void Listen(WebApplicationBuilder builder, SiteSettings settings, DataFolder data) => builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        if (settings.Listen.IsLoopback) kestrel.Listen(IPAddress.Loopback, settings.Listen.Port, Secure);
        else kestrel.ListenAnyIP(settings.Listen.Port, Secure);

        void Secure(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions listen) => listen.UseHttps(OwnCertificate.Read(data));
    });

    private static void AddTenants(IServiceCollection services, SiteSettings settings, DataFolder data)
    {
        data.EnsureKeyRing();
        services.AddCouchDb(options => options.Endpoint = settings.CouchDb);
        services.AddRaindrop(raindrop =>
        {
            raindrop.Configure(options => options.IdentifierKey = data.ReadIdentifierKey());
            raindrop.AddTenants();
            raindrop.AddCredentialVault(vault => vault.UseKeyRingFile(data.KeyRing));
            raindrop.AddSchema(Flags);
            foreach (var schema in MailSchemas.All) raindrop.AddSchema(schema);
            foreach (var extension in MailExtensions.All()) raindrop.AddExtension(extension);
        });
        services.AddSingleton(settings);
        services.AddSingleton<TenantFollowers>().AddHostedService(provider => provider.GetRequiredService<TenantFollowers>());
        services.AddSingleton<TenantProvisioning>();
    }

    // A real host has OpenID Connect here, and the rest stays as it is: see docs/gateway/sign-in.md.
    private static void AddAccounts(IServiceCollection services)
    {
        services.AddAuthentication(RaindropSessions.AuthenticationScheme).AddRaindropSessions(options => options.Label = BrowserName.Of);
        services.AddRaindropAccounts(options =>
        {
            options.AllowsSignUp = true;
            options.MinPasswordLength = 12;
            options.SigningIn = (context, subject) => context.RequestServices.GetRequiredService<TenantProvisioning>().EnsureAsync(subject, context.RequestAborted);
        });
    }

    private static void AddGateway(IServiceCollection services, SiteSettings settings, DataFolder data)
    {
        services.AddRaindropGateway(options => options.Upstream = settings.Upstream, tokens =>
        {
            tokens.Issuer = SigningKey.Issuer;
            tokens.Keys.Add(SigningKey.Read(data));
        });
    }
}
