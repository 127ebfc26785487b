using Mailroom.Extensions;
using Mailroom.Hosting;
using Mailroom.Schemas;
using MailroomWeb.Channels;
using MailroomWeb.Custodian.Following;
using MailroomWeb.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.CouchDb;
using Raindrop.Credentials;
using Raindrop.Credentials.Remote;
using Raindrop.Gateway.Sessions;
using Raindrop.Schemas;

namespace MailroomWeb.Custodian;

/// <summary>The process that is CouchDB's administrator and holds the keys: it makes tenants, derives for them, keeps the vault, and signs. No browser reaches it.</summary>
internal static class CustodianHost
{
    /// <summary>How long the web process may take to send a call to the vault, and to take each part of the answer.</summary>
    private static readonly TimeSpan VaultPatience = TimeSpan.FromSeconds(10);

    /// <summary>A star and a read mark of a message: the user's own, written by the page.</summary>
    private static readonly SchemaDefinition Flags = new("rd.msg.flags", 1, SchemaKind.Source);

    public static WebApplication Build(CustodianSettings settings)
    {
        var (folder, identity) = (settings.Folder, ChannelIdentity.Read(settings.Folder));
        var builder = SiteBuilder.Create(settings.Listen, https =>
        {
            https.ServerCertificate = identity.Certificate;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (shown, _, _) => identity.IsPeer(shown);
        });
        builder.Services.AddSingleton(settings);
        AddTenants(builder.Services, settings, folder);
        AddSigner(builder.Services, settings, folder);
        builder.Services.AddSingleton(provider => new CredentialVaultListener(provider.GetRequiredService<ICredentialVault>(), VaultPatience));
        builder.Services.AddHealthChecks().AddRaindropDerivation().AddRaindropTenants().AddRaindropCredentialVault().AddRaindropGateway();

        var custodian = builder.Build();
        custodian.MapCustodian();
        return custodian;
    }

    private static void AddTenants(IServiceCollection services, CustodianSettings settings, DataFolder folder)
    {
        var identifierKey = folder.Require("identifier.key").Trim();
        services.AddCouchDb(options => options.Endpoint = settings.CouchDb);
        services.AddRaindrop(raindrop =>
        {
            raindrop.Configure(options => options.IdentifierKey = identifierKey);
            raindrop.AddTenants();
            raindrop.AddCredentialVault(vault => vault.UseKeyRingFile(folder.KeyRing));
            raindrop.AddSchema(Flags);
            foreach (var schema in MailSchemas.All) raindrop.AddSchema(schema);
            foreach (var extension in MailExtensions.All()) raindrop.AddExtension(extension);
        });
        // Nobody signs in here. A tenant that is suspended or deleted loses its sessions, and its accounts with it.
        services.AddAuthentication(RaindropSessions.AuthenticationScheme).AddRaindropSessions();
        services.AddRaindropAccounts();
        services.AddSingleton<TenantFollowers>().AddHostedService(provider => provider.GetRequiredService<TenantFollowers>());
        services.AddSingleton<TenantProvisioning>();
    }

    private static void AddSigner(IServiceCollection services, CustodianSettings settings, DataFolder folder) =>
        services.AddRaindropTokenSigner(options => options.Upstream = settings.Upstream, tokens =>
        {
            tokens.Issuer = SigningKey.Issuer;
            tokens.Keys.Add(SigningKey.Read(folder));
        });
}
