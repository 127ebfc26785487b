using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Raindrop.Gateway.Hostile.Casting;
using Raindrop.Gateway.Hostile.Requests;
using Raindrop.Gateway.Hostile.Upstreams;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Hostile.Running;

/// <summary>A gateway on a real Kestrel, without limits, before an upstream that holds the databases of a cast.</summary>
internal sealed class HostileStage : IAsyncDisposable
{
    private const int MaxBodySize = 200_000;

    private readonly WebApplication _application;
    private readonly StageSessions _sessions;

    private HostileStage(WebApplication application, StageSessions sessions, Cast cast) => (_application, _sessions, Cast) = (application, sessions, cast);

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
        var sessions = new StageSessions();
        sessions.Register(builder.Services);
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
        var stage = new HostileStage(application, sessions, cast);
        stage.Cookies = await StageSessions.CreateCookiesAsync(application.Services, cast);
        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _sessions.Dispose();
    }

    private sealed class CastRoutes(Cast cast) : ITenantRoutes
    {
        private readonly Dictionary<TenantSubject, TenantRoute> _routes = cast.All.ToDictionary(
            actor => new TenantSubject(StageSessions.Issuer, actor.Name), actor => new TenantRoute(actor.Id, actor.Database, actor == cast.Suspended ? TenantState.Suspended : TenantState.Active));

        public ValueTask<TenantRoute?> FindAsync(TenantSubject subject, CancellationToken cancellationToken = default) => ValueTask.FromResult(_routes.GetValueOrDefault(subject));
    }
}
