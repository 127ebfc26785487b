using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Documents;
using Raindrop.Gateway.Answers;
using Raindrop.Gateway.Site;

namespace Raindrop.Gateway.Sessions;

/// <summary>What users see of their sessions, and do with them.</summary>
internal sealed class SessionEndpoints(IUserSessions sessions)
{
    /// <summary>Who is signed in, which tenant that is, and until when.</summary>
    public static async Task ShowAsync(HttpContext context)
    {
        if (await RequireAsync(context).ConfigureAwait(false) is not { } session) return;
        var tenant = context.RequestServices.GetService<ITenantRoutes>() is { } routes ? (await routes.FindAsync(session.Subject, context.RequestAborted).ConfigureAwait(false))?.Tenant : null;
        var name = (await context.AuthenticateAsync(RaindropSessions.AuthenticationScheme).ConfigureAwait(false)).Principal?.FindFirst("name")?.Value;
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteString("name"u8, name);
            json.WriteString("tenant"u8, tenant?.Value);
            json.WriteString("session"u8, session.Handle);
            json.WriteString("expires"u8, StoredTime.ToText(session.ExpiresAt));
        }).ConfigureAwait(false);
    }

    public async Task ListAsync(HttpContext context)
    {
        if (await RequireAsync(context).ConfigureAwait(false) is not { } session) return;
        var list = await sessions.ListAsync(session.Subject, context.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray("sessions"u8);
            foreach (var one in list)
            {
                json.WriteStartObject();
                json.WriteString("session"u8, one.Handle);
                json.WriteBoolean("current"u8, one.Handle == session.Handle);
                json.WriteString("label"u8, one.Label);
                json.WriteString("created"u8, StoredTime.ToText(one.CreatedAt));
                json.WriteString("used"u8, StoredTime.ToText(one.LastUsedAt));
                json.WriteString("expires"u8, StoredTime.ToText(one.ExpiresAt));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }).ConfigureAwait(false);
    }

    public async Task RevokeAsync(HttpContext context)
    {
        if (await JsonFields.ReadAsync(context, "session").ConfigureAwait(false) is not [var handle]) return;
        if (await RequireAsync(context).ConfigureAwait(false) is not { } session) return;
        await AnswerAsync(context, await sessions.RevokeAsync(session.Subject, handle, context.RequestAborted).ConfigureAwait(false) ? 1 : 0).ConfigureAwait(false);
    }

    public async Task RevokeOthersAsync(HttpContext context)
    {
        if (await RequireAsync(context).ConfigureAwait(false) is not { } session) return;
        await AnswerAsync(context, await sessions.RevokeAllAsync(session.Subject, session.Handle, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    public async Task RevokeAllAsync(HttpContext context)
    {
        if (await RequireAsync(context).ConfigureAwait(false) is not { } session) return;
        var revoked = await sessions.RevokeAllAsync(session.Subject, null, context.RequestAborted).ConfigureAwait(false);
        SessionCookie.Delete(context.Response);
        await AnswerAsync(context, revoked).ConfigureAwait(false);
    }

    public static async Task SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(RaindropSessions.AuthenticationScheme).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => json.WriteBoolean("ok"u8, true)).ConfigureAwait(false);
    }

    /// <summary>The session of the request; answers it where there is none.</summary>
    private static async Task<LiveSession?> RequireAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(RaindropSessions.AuthenticationScheme).ConfigureAwait(false);
        if (result.Failure is SessionsUnavailableException unavailable) throw unavailable;
        if (LiveSession.Of(result) is { } session) return session;
        await Errors.SignInAsync(context).ConfigureAwait(false);
        return null;
    }

    private static Task AnswerAsync(HttpContext context, int revoked) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
    {
        json.WriteBoolean("ok"u8, true);
        json.WriteNumber("revoked"u8, revoked);
    });
}
