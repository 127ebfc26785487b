using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Raindrop.Gateway.Identity;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Running;

/// <summary>A host as a user of the library writes one, on a real Kestrel: cookie authentication, and the gateway below /db.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public const string Mount = "/db";
    private const string Issuer = "https://issuer.example";

    private readonly WebApplication _application;

    private GatewayHost(WebApplication application, TestRoutes routes, LogLines log) => (_application, Routes, Log) = (application, routes, log);

    public TestRoutes Routes { get; }

    /// <summary>Everything that was logged, by anybody.</summary>
    public LogLines Log { get; }

    public Uri Address => new(_application.Urls.Single());

    public IServiceProvider Services => _application.Services;

    /// <summary>Starts a host before a CouchDB, with the tests' key unless a signer is given.</summary>
    public static async Task<GatewayHost> StartAsync(Uri upstream, IUpstreamTokenSigner? signer = null, Action<GatewayOptions>? configure = null, Action<UpstreamTokenOptions>? configureTokens = null, Action<GatewayLimitOptions>? limits = null, LogLevel frameworkLogs = LogLevel.Warning)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var routes = new TestRoutes();
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft", frameworkLogs);
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options => options.Cookie.Name = "session");
        builder.Services.AddAuthorization();
        if (signer is not null) builder.Services.AddSingleton(signer);
        builder.Services.AddSingleton<ITenantRoutes>(routes);
        builder.Services.AddRaindropGateway(
            options =>
            {
                options.Upstream = upstream;
                configure?.Invoke(options);
            },
            configureTokens ?? (options =>
            {
                options.Issuer = GatewayCouchDb.Issuer;
                options.Keys.Add(GatewayCouchDb.Key);
            }));
        if (limits is not null) builder.Services.Configure(limits);
        builder.Services.AddHealthChecks().AddRaindropGateway();
        var application = builder.Build();
        application.MapGet("/sign-in/{user}", (string user) => Results.SignIn(Principal(user)));
        application.MapRaindropGateway(Mount);
        application.MapHealthChecks("/health");
        var host = new GatewayHost(application, routes, log);
        try
        {
            await application.StartAsync(TestContext.Current.CancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public static TenantSubject Subject(string user) => new(Issuer, user);

    /// <summary>The session cookie of a user.</summary>
    public async Task<string> SignInAsync(string user)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address };
        using var response = await client.GetAsync(new Uri($"/sign-in/{user}", UriKind.Relative), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    /// <summary>A client without a cookie. Dispose it.</summary>
    public HttpClient CreateClient() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>Stops it as an operator does, which gives requests that run time to end.</summary>
    public Task StopAsync() => _application.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private static ClaimsPrincipal Principal(string user) =>
        new(new ClaimsIdentity([new Claim("sub", user, ClaimValueTypes.String, Issuer)], CookieAuthenticationDefaults.AuthenticationScheme));
}
