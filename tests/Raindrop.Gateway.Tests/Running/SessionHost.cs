using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Raindrop.Gateway.Accounts;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Sessions;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Running;

/// <summary>A host whose users have sessions that can be revoked, on a real Kestrel, with a gateway below /db.</summary>
internal sealed class SessionHost : IAsyncDisposable
{
    public const string Issuer = "https://issuer.example";

    /// <summary>What is stored must not hold it.</summary>
    public const string Secret = "a-claim-that-nobody-should-read";

    private const string IdentifierKey = "a2V5IGZvciB0ZXN0cyBvbmx5LCAzMiBieXRlcyBsb25n";

    private readonly WebApplication _application;

    private SessionHost(WebApplication application, TestRoutes routes, LogLines log) => (_application, Routes, Log) = (application, routes, log);

    public TestRoutes Routes { get; }

    public LogLines Log { get; }

    public Uri Address => new(_application.Urls.Single());

    public IServiceProvider Services => _application.Services;

    public IUserSessions Sessions => Services.GetRequiredService<IUserSessions>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TenantSubject Subject(string user) => new(Issuer, user);

    /// <summary>Starts a host.</summary>
    /// <param name="store">Where its sessions are.</param>
    /// <param name="upstream">The CouchDB behind its gateway.</param>
    /// <param name="signer">What that CouchDB takes; the tests' key where there is none.</param>
    /// <param name="routes">Where users' databases are, shared by hosts of one site.</param>
    /// <param name="configure">Changes services.</param>
    /// <param name="endpoint">Another way to the store.</param>
    /// <param name="accounts">Sets the options of local accounts, where it has any.</param>
    /// <param name="hasRoutes">Whether it has routes of its own, rather than those of a directory of tenants.</param>
    public static async Task<SessionHost> StartAsync(SessionStore store, Uri upstream, IUpstreamTokenSigner? signer = null, TestRoutes? routes = null, Action<IServiceCollection>? configure = null, Uri? endpoint = null, bool hasRoutes = true, Action<RaindropAccountOptions>? accounts = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var log = new LogLines();
        routes ??= new TestRoutes();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug).AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        configure?.Invoke(builder.Services);
        store.Register(builder.Services, endpoint);
        builder.Services.AddRaindrop(raindrop => raindrop.Configure(options => options.IdentifierKey = IdentifierKey));
        builder.Services.AddAuthentication(RaindropSessions.AuthenticationScheme).AddRaindropSessions();
        if (accounts is not null)
        {
            builder.Services.AddRaindropAccounts(options =>
            {
                (options.Database, options.PasswordIterations) = (store.AccountsName, 100_000);
                accounts(options);
            });
        }

        builder.Services.AddAuthorization();
        if (signer is not null) builder.Services.AddSingleton(signer);
        if (hasRoutes) builder.Services.AddSingleton<ITenantRoutes>(routes);
        builder.Services.AddRaindropGateway(options => options.Upstream = upstream, options =>
        {
            if (signer is not null) return;
            options.Issuer = GatewayCouchDb.Issuer;
            options.Keys.Add(GatewayCouchDb.Key);
        });
        builder.Services.AddHealthChecks().AddRaindropGateway().AddRaindropSessions();
        var application = builder.Build();
        application.UseExceptionHandler(_ => { });
        application.MapGet("/sign-in/{user}", (string user, bool? keep) => Results.SignIn(Principal(user), new AuthenticationProperties { IsPersistent = keep == true }, RaindropSessions.AuthenticationScheme));
        application.MapGet("/sign-out", () => Results.SignOut(null, [RaindropSessions.AuthenticationScheme]));
        application.MapGet("/me", (HttpContext context) => context.User.FindFirst("sub")!.Value).RequireAuthorization();
        application.MapRaindropSessions("/session");
        if (accounts is not null) application.MapRaindropAccounts("/account");
        application.MapRaindropGateway("/db");
        application.MapHealthChecks("/health");
        var host = new SessionHost(application, routes, log);
        try
        {
            await application.StartAsync(Stop);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Signs in, with what the browser has of before.</summary>
    /// <returns>The cookie, as the browser sends it.</returns>
    public async Task<string> SignInAsync(string user, string? cookie = null)
    {
        using var response = await GetAsync($"/sign-in/{user}", cookie);
        response.EnsureSuccessStatusCode();
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    /// <summary>Asks who is signed in.</summary>
    public async Task<HttpStatusCode> StatusAsync(string? cookie, string path = "/me")
    {
        using var response = await GetAsync(path, cookie);
        return response.StatusCode;
    }

    /// <summary>Posts JSON as the site's own page does, unless something else is said.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string json, string? cookie = null, string? origin = null, string type = "application/json")
    {
        var client = CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, System.Text.Encoding.UTF8, type) };
        request.Headers.Add("X-Raindrop-Client", "tests");
        request.Headers.Add("Origin", origin ?? Address.GetLeftPart(UriPartial.Authority));
        if (cookie is not null) request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return await client.SendAsync(request, Stop);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? cookie, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        var client = CreateClient();
        if (cookie is not null) client.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", cookie);
        return await client.GetAsync(new Uri(path, UriKind.Relative), completion, Stop);
    }

    /// <summary>The session of a cookie, as its user would name it.</summary>
    public async Task<string> HandleAsync(string cookie)
    {
        var context = new DefaultHttpContext { RequestServices = Services };
        context.Request.Headers.Cookie = cookie;
        return RaindropSessions.HandleOf(await context.AuthenticateAsync(RaindropSessions.AuthenticationScheme))!;
    }

    /// <summary>Waits until something is answered, a second at most.</summary>
    public async Task WaitForAsync(HttpStatusCode expected, string? cookie, string path = "/me", double seconds = 1)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var status = await StatusAsync(cookie, path);
        while (status != expected && watch.Elapsed < TimeSpan.FromSeconds(seconds))
        {
            await Task.Delay(20, Stop);
            status = await StatusAsync(cookie, path);
        }

        status.Should().Be(expected);
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    // Not disposed: a response that is read on belongs to the test.
    private HttpClient CreateClient() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    private static ClaimsPrincipal Principal(string user) =>
        new(new ClaimsIdentity([new Claim("sub", user, ClaimValueTypes.String, Issuer), new Claim("note", Secret)], "tests"));
}
