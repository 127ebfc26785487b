using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Hostile.Casting;
using Raindrop.Gateway.Hostile.Requests;
using Raindrop.Gateway.Hostile.Upstreams;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Hostile.Running;

/// <summary>A gateway on a real Kestrel, without limits, before an upstream that holds the databases of a cast.</summary>
internal sealed class HostileStage : IAsyncDisposable
{
    private const string CookieName = "session";
    private const string Issuer = "https://issuer.example";
    private const int MaxBodySize = 200_000;

    private readonly WebApplication _application;

    private HostileStage(WebApplication application, Cast cast) => (_application, Cast) = (application, cast);

    public Cast Cast { get; }

    public Cookies Cookies { get; private set; } = new([], []);

    public Uri Address => new(_application.Urls.Single());

    /// <summary>Starts it.</summary>
    /// <param name="upstream">What stands behind.</param>
    /// <param name="map">Maps something else than the gateway, to see that the play finds its faults.</param>
    public static async Task<HostileStage> StartAsync(IHostileUpstream upstream, Action<WebApplication, Cast>? map = null)
    {
        var cast = new Cast();
        await upstream.SeedAsync(cast);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options => options.Cookie.Name = CookieName);
        builder.Services.AddSingleton<ITenantRoutes>(new CastRoutes(cast));
        builder.Services.AddHttpForwarder();
        if (upstream.Signer is { } signer) builder.Services.AddSingleton(signer);
        builder.Services.AddRaindropGateway(
            options =>
            {
                options.Upstream = upstream.Address;
                options.MaxBodySize = MaxBodySize;
            },
            upstream.Configure);
        builder.Services.Configure<GatewayLimitOptions>(options => options.RequestsPerSecond = options.ConcurrentRequests = options.Feeds = options.StrangersPerSecond = null);
        var application = builder.Build();
        if (map is null) application.MapRaindropGateway(Targets.Mount);
        else map(application, cast);
        await application.StartAsync();
        var stage = new HostileStage(application, cast);
        stage.Cookies = stage.CreateCookies();
        return stage;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private Cookies CreateCookies()
    {
        var format = _application.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme).TicketDataFormat;
        var foreign = new TicketDataFormat(new EphemeralDataProtectionProvider().CreateProtector("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware", CookieAuthenticationDefaults.AuthenticationScheme, "v2"));
        var later = TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(1);
        var victim = Cast.Victims[0].Name;
        var good = format.Protect(Ticket(victim, later));
        string[] bad =
        [
            format.Protect(Ticket(victim, TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1))), format.Protect(Ticket(Cast.Suspended.Name, later)), format.Protect(Ticket("nobody", later)),
            foreign.Protect(Ticket(victim, later)), Alter(good), good[..^30], good[..^4], good[4..], good + good, $"\"{good}x\"", "", " ", "x", "%00", Cast.Victims[0].Id.Value, victim,
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(200)), new string('A', 4_000), $"x; session2={good}", "chunks-2; sessionC1=x; sessionC2=y", "chunks-999",
        ];
        return new Cookies([.. Cast.Attackers.Select(actor => $"{CookieName}={format.Protect(Ticket(actor.Name, later))}")], [.. bad.Select(value => $"{CookieName}={value}")]);
    }

    /// <summary>Changes a character where all of its bits count.</summary>
    private static string Alter(string value) => value[..(value.Length / 2)] + (value[value.Length / 2] == 'A' ? 'B' : 'A') + value[((value.Length / 2) + 1)..];

    private static AuthenticationTicket Ticket(string user, DateTimeOffset expiresAt) => new(
        new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", user, ClaimValueTypes.String, Issuer)], CookieAuthenticationDefaults.AuthenticationScheme)),
        new AuthenticationProperties { IssuedUtc = TimeProvider.System.GetUtcNow(), ExpiresUtc = expiresAt },
        CookieAuthenticationDefaults.AuthenticationScheme);

    private sealed class CastRoutes(Cast cast) : ITenantRoutes
    {
        private readonly Dictionary<TenantSubject, TenantRoute> _routes = cast.All.ToDictionary(
            actor => new TenantSubject(Issuer, actor.Name), actor => new TenantRoute(actor.Id, actor.Database, actor == cast.Suspended ? TenantState.Suspended : TenantState.Active));

        public ValueTask<TenantRoute?> FindAsync(TenantSubject subject, CancellationToken cancellationToken = default) => ValueTask.FromResult(_routes.GetValueOrDefault(subject));
    }
}
