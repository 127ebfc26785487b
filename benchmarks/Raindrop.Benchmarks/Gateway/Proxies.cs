using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Raindrop.Embedded;
using Raindrop.Gateway;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Sessions;
using Raindrop.Tenancy;
using Yarp.ReverseProxy.Forwarder;

namespace Raindrop.Benchmarks.Gateway;

/// <summary>Bare YARP and the gateway before the same upstream, in one process, of which only one works at a time.</summary>
internal static class Proxies
{
    public const string Command = "gateway-proxies";

    private const string Issuer = "https://issuer.example";

    /// <summary>Runs both until the parent ends.</summary>
    /// <param name="upstream">What is behind them.</param>
    /// <param name="tenant">The tenant that is signed in.</param>
    /// <param name="database">Its database.</param>
    /// <param name="keyFile">The key that CouchDB takes; <see langword="null"/> for the constant upstream's tokens.</param>
    /// <param name="tokenIssuer">The issuer of tokens.</param>
    public static async Task<int> RunAsync(Uri upstream, string tenant, string database, string? keyFile, string tokenIssuer)
    {
        var folder = Directory.CreateTempSubdirectory("raindrop-load-");
        try
        {
            await using var bare = await StartBareAsync(upstream);
            await using var gateway = await StartGatewayAsync(upstream, new TenantRoute(TenantId.Parse(tenant), database, TenantState.Active), folder.FullName, keyFile, tokenIssuer);
            using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
            using var signedIn = await client.GetAsync(new Uri($"{gateway.Urls.Single()}/sign-in"));
            var cookie = signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
            await ChildProcess.SayAndWaitAsync($"{bare.Urls.Single()} {gateway.Urls.Single()} {cookie}");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<WebApplication> StartBareAsync(Uri upstream)
    {
        var builder = CreateBuilder();
        builder.Services.AddHttpForwarder();
        var application = builder.Build();
        var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, ActivityHeadersPropagator = null });
        var forwarder = application.Services.GetRequiredService<IHttpForwarder>();
        var address = upstream.GetLeftPart(UriPartial.Authority);
        application.Map("/{**path}", async context => await forwarder.SendAsync(context, address, client, ForwarderRequestConfig.Empty, HttpTransformer.Default));
        await application.StartAsync();
        return application;
    }

    private static async Task<WebApplication> StartGatewayAsync(Uri upstream, TenantRoute route, string folder, string? keyFile, string tokenIssuer)
    {
        var builder = CreateBuilder();
        builder.Services.AddEmbeddedStore(options => options.Folder = folder);
        builder.Services.AddRaindrop(raindrop => raindrop.Configure(options => options.IdentifierKey = Convert.ToBase64String(new byte[32])));
        builder.Services.AddAuthentication(RaindropSessions.AuthenticationScheme).AddRaindropSessions();
        builder.Services.AddSingleton<ITenantRoutes>(new OneRoute(route));
        if (keyFile is null) builder.Services.AddSingleton<IUpstreamTokenSigner>(new ConstantToken());
        builder.Services.AddRaindropGateway(options => options.Upstream = upstream, options =>
        {
            if (keyFile is null) return;
            options.Issuer = tokenIssuer;
            options.Keys.Add(new UpstreamSigningKey { Id = "key-1", PrivateKey = File.ReadAllText(keyFile) });
        });

        // One tenant makes all the load here. The limits are counted, and not reached.
        builder.Services.Configure<GatewayLimitOptions>(options => (options.RequestsPerSecond, options.RequestBurst, options.BytesPerSecond, options.ByteBurst) = (1_000_000, 10_000_000, 1L << 38, 1L << 38));
        var application = builder.Build();
        application.MapGet("/sign-in", () => Results.SignIn(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "user", ClaimValueTypes.String, Issuer)], "load")), null, RaindropSessions.AuthenticationScheme));
        application.MapRaindropGateway("/db");
        await application.StartAsync();
        return application;
    }

    private static WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        return builder;
    }

    private sealed class OneRoute(TenantRoute route) : ITenantRoutes
    {
        public ValueTask<TenantRoute?> FindAsync(TenantSubject subject, CancellationToken cancellationToken = default) => ValueTask.FromResult<TenantRoute?>(route);
    }
}
