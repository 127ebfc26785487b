using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Raindrop.TestServers.Guarding;

/// <summary>
/// Stands before a server of CouchDB's protocol that knows no tokens, and enforces what CouchDB does with <c>jwt_auth</c>, <c>require_valid_user</c> and a database's
/// <c>_security</c>, so that what relies on it runs where Apache CouchDB is not installed. What passes is answered by the real server.
/// </summary>
public sealed class TokenGuard : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly TokenRules _rules;
    private readonly ServerForwarder _forwarder;

    private TokenGuard(WebApplication application, TokenRules rules, ServerForwarder forwarder) => (_application, _rules, _forwarder) = (application, rules, forwarder);

    /// <summary>Its address.</summary>
    public Uri Address => new(_application.Urls.Single());

    /// <summary>Starts one.</summary>
    /// <param name="server">The server behind it.</param>
    /// <param name="issuer">The <c>iss</c> that tokens must have.</param>
    /// <param name="keyId">The only <c>kid</c> that it knows.</param>
    /// <param name="publicKey">The key's public half, as PEM.</param>
    public static async Task<TokenGuard> StartAsync(TestServer server, string issuer, string keyId, string publicKey)
    {
        ArgumentNullException.ThrowIfNull(server);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            options.Limits.MaxRequestBodySize = null;
        });
        var guard = new TokenGuard(builder.Build(), new TokenRules(issuer, keyId, publicKey), new ServerForwarder(server));
        guard._application.Run(guard.AnswerAsync);
        await guard._application.StartAsync();
        return guard;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _forwarder.Dispose();
        _rules.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var name = _rules.FindSubject(context.Request.Headers.Authorization.ToString());
        if (name is null) await WriteAsync(context, StatusCodes.Status401Unauthorized, new { error = "unauthorized", reason = "You are not authorized to access this db." });
        else if (target == "/_session") await WriteAsync(context, StatusCodes.Status200OK, new { ok = true, userCtx = new { name, roles = Array.Empty<string>() } });
        else if (await MayAsync(context, target, name)) await _forwarder.ForwardAsync(context, target);
        else await WriteAsync(context, StatusCodes.Status403Forbidden, new { error = "forbidden", reason = "You are not allowed to access this db." });
    }

    private async Task<bool> MayAsync(HttpContext context, string target, string name)
    {
        var segments = target.Split('?')[0].Split('/');
        if (segments is not [_, { Length: > 0 } database, .. var rest] || database[0] == '_') return false;
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (rest is ["_design", ..] or ["_security"] or ["_compact", ..] && !isRead) return false;
        return await _forwarder.HasMemberAsync(database, name, context.RequestAborted);
    }

    private static async Task WriteAsync<T>(HttpContext context, int status, T body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, body, cancellationToken: context.RequestAborted);
    }
}
