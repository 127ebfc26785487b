using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Raindrop.Gateway.Hostile.Casting;
using Raindrop.Gateway.Hostile.Running;
using Raindrop.Gateway.Identity;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Hostile.Upstreams;

/// <summary>
/// A server that answers everything, whoever asks, with the secrets of the database that is named, and looks whether what reaches it is what the
/// gateway may send: well-formed, canonical, of the token's own database. It needs nothing installed.
/// </summary>
internal sealed class RecordingUpstream : IHostileUpstream, IUpstreamTokenSigner
{
    private readonly ConcurrentDictionary<string, TenantId> _tokens = new();
    private readonly ConcurrentDictionary<string, Violation> _damage = new();
    private readonly WebApplication _application;
    private Dictionary<string, Actor> _databases = [];
    private long _requests;

    private RecordingUpstream(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.Single());

    public bool MayFail => false;

    public IUpstreamTokenSigner? Signer => this;

    /// <summary>How many requests reached it.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    public static async Task<RecordingUpstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var upstream = new RecordingUpstream(builder.Build());
        upstream._application.Run(upstream.AnswerAsync);
        await upstream._application.StartAsync();
        return upstream;
    }

    public void Configure(UpstreamTokenOptions options)
    {
        // The signer is this.
    }

    public Task SeedAsync(Cast cast)
    {
        _databases = cast.All.ToDictionary(actor => actor.Database);
        return Task.CompletedTask;
    }

    public ValueTask<UpstreamToken> SignAsync(TenantId tenant, CancellationToken cancellationToken = default)
    {
        var token = $"head.{Guid.NewGuid():N}.{Guid.NewGuid():N}";
        _tokens[token] = tenant;
        return ValueTask.FromResult(new UpstreamToken(token, TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1)));
    }

    public Task<IReadOnlyList<Violation>> FindDamageAsync() => Task.FromResult<IReadOnlyList<Violation>>([.. _damage.Values]);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var tenant = TenantOf(context);
        if (target == "/_session" || target == "/_all_dbs?limit=1")
        {
            await AnswerCheckAsync(context, target, tenant);
            return;
        }

        Interlocked.Increment(ref _requests);
        var body = await ReadAsync(context);
        if (body is null) return;
        var database = DatabaseOf(target);
        if (UpstreamRules.FindFault(context.Request, target, body, database, tenant, Address) is { } fault) _damage.TryAdd(fault, new Violation($"upstream: {fault}", Request: $"{context.Request.Method} {target}"));
        await WriteAsync(context, target, database);
    }

    private static async Task AnswerCheckAsync(HttpContext context, string target, TenantId? tenant)
    {
        context.Response.StatusCode = target == "/_session" ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        await context.Response.WriteAsync($$"""{"ok":true,"userCtx":{"name":{{(tenant is null ? "null" : $"\"{tenant}\"")}},"roles":[]} }""");
    }

    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            return body.ToArray();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or BadHttpRequestException)
        {
            // The gateway gave the request up: nothing whole has come.
            return null;
        }
    }

    private async Task WriteAsync(HttpContext context, string target, Actor? database)
    {
        // A probe must be told from another; anything else may be a name that the attacker knows.
        var id = target[(target.LastIndexOf('/') + 1)..] is var last && last.StartsWith("probe-", StringComparison.Ordinal) ? last : "";
        var answer = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["_id"] = id, ["marker"] = database?.Marker ?? string.Join(' ', _databases.Values.Select(actor => actor.Marker)) });
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        context.Response.Headers.SetCookie = "AuthSession=x";
        context.Response.Headers.Location = $"http://couch{target}";
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(answer);
    }

    private Actor? DatabaseOf(string target) => _databases.GetValueOrDefault(target.Split('/', '?') is [_, var first, ..] ? first : "");

    private TenantId? TenantOf(HttpContext context) =>
        context.Request.Headers.Authorization is [{ } value] && value.StartsWith("Bearer ", StringComparison.Ordinal) && _tokens.TryGetValue(value["Bearer ".Length..], out var tenant) ? tenant : null;
}
