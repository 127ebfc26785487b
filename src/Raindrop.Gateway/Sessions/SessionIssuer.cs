using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Gateway.Callers;
using Raindrop.Gateway.Telemetry;
using Raindrop.Tenancy.Directory;

namespace Raindrop.Gateway.Sessions;

/// <summary>Begins and ends the session of a browser. Each sign-in has a session of its own: a token that somebody else may have planted is never taken over.</summary>
internal sealed class SessionIssuer(SessionDocuments documents, LiveSessions live, SessionSeal seal, SubjectHasher subjects, IOptions<RaindropSessionOptions> options, TimeProvider time)
{
    private const int LongestLabel = 64;

    /// <summary>Tokens of remote schemes may be among what is sealed; more is a mistake.</summary>
    private const int LargestTicket = 64 * 1024;

    /// <summary>Begins a session in place of the one that the request came with, and gives the browser its token.</summary>
    public async Task BeginAsync(HttpContext context, ClaimsPrincipal user, AuthenticationProperties properties)
    {
        var subject = SubjectReader.Read(user) ?? throw new InvalidOperationException("Whoever signs in must have an issuer and a subject: the claims iss and sub, or ClaimTypes.NameIdentifier with an issuer.");
        var now = StoredTime.Truncate(time.GetUtcNow());
        var latest = now + options.Value.AbsoluteLifetime;
        var token = SessionToken.Create();
        var session = new StoredSession
        {
            Key = SessionKey.Of(token),
            Identity = subjects.Hash(subject),
            CreatedAt = now,
            ExpiresAt = StoredTime.Truncate(properties.ExpiresUtc is { } asked && asked < latest ? asked : latest),
            UsedAt = now,
            Label = Cut(options.Value.Label?.Invoke(context)),
        };
        properties.IssuedUtc = session.CreatedAt;
        properties.ExpiresUtc = session.ExpiresAt;
        var ticket = seal.Seal(token, session, new AuthenticationTicket(user, properties, RaindropSessions.AuthenticationScheme));
        if (ticket.Length > LargestTicket) throw new InvalidOperationException($"A session holds at most {LargestTicket} bytes: keep fewer claims and tokens.");
        // Once more where somebody revoked all of them in this very moment: that was about those before.
        if (!await documents.CreateAsync(session with { Ticket = ticket }, context.RequestAborted).ConfigureAwait(false)) throw new SessionsUnavailableException();
        await EndAsync(context).ConfigureAwait(false);
        await EndOldestAsync(session, context.RequestAborted).ConfigureAwait(false);
        SessionCookie.Write(context.Response, token, properties.IsPersistent ? session.ExpiresAt : null);
        SessionMetrics.Began();
    }

    /// <summary>Ends the session that a request came with, where it is one.</summary>
    public async Task EndAsync(HttpContext context)
    {
        if (!SessionCookie.TryRead(context.Request.Headers.Cookie, out var token) || token.IsEmpty) return;
        var key = SessionToken.KeyOf(token);
        var stored = live.Find(key)?.Stored ?? (await documents.ReadAsync([key], context.RequestAborted).ConfigureAwait(false)).GetValueOrDefault(key);
        if (stored is null) return;
        await documents.DeleteAsync([stored], context.RequestAborted).ConfigureAwait(false);
        live.Revoke(key);
        SessionMetrics.Revoked(1);
    }

    /// <summary>Ends those of an identity that were used longest ago, where it has more than it may.</summary>
    private async Task EndOldestAsync(StoredSession begun, CancellationToken cancellationToken)
    {
        List<StoredSession> others = [];
        await foreach (var page in documents.ListAsync(SessionIds.UsesOf(begun.Identity), cancellationToken).ConfigureAwait(false)) others.AddRange(page.Where(session => session.Key != begun.Key));
        var tooMany = others.Count + 1 - options.Value.SessionsPerIdentity;
        if (tooMany <= 0) return;
        List<StoredSession> oldest = [.. others.OrderBy(session => live.Find(session.Key)?.UsedAt ?? session.UsedAt).Take(tooMany)];
        await documents.DeleteAsync(oldest, cancellationToken).ConfigureAwait(false);
        foreach (var session in oldest) live.Revoke(session.Key);
        SessionMetrics.Revoked(oldest.Count);
    }

    private static string? Cut(string? label) => string.IsNullOrWhiteSpace(label) ? null : label.Length > LongestLabel ? label[..LongestLabel] : label;
}
