using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Sessions;

/// <summary>Says whose session a token is: from memory, and from the store where it is new here.</summary>
internal sealed class SessionFinder(LiveSessions live, SessionLoader loader, SessionSeal seal, IOptions<RaindropSessionOptions> options, TimeProvider time)
{
    private static readonly AuthenticateResult Unknown = AuthenticateResult.Fail("The session is unknown, or has been revoked.");
    private static readonly AuthenticateResult Over = AuthenticateResult.Fail("The session has expired.");

    private TimeSpan IdleTimeout => options.Value.IdleTimeout;

    /// <summary>Finds the session of a token in memory.</summary>
    /// <returns><see langword="null"/> where the store has to be asked.</returns>
    public AuthenticateResult? TryFind(SessionKey key)
    {
        if (!live.Lease.IsHeld) return Unavailable();
        var now = time.GetUtcNow();
        if (live.Find(key) is not { } session || session.IsIdle(now, IdleTimeout)) return null;
        return session.Continue(now) switch
        {
            null => session.ToResult(),
            DecisionReason.PrincipalExpired => Over,
            _ => null,
        };
    }

    /// <summary>Finds the session of a token in the store.</summary>
    public async Task<AuthenticateResult> FindAsync(string token, SessionKey key, CancellationToken cancellationToken)
    {
        try
        {
            // Before the reading: what changes from here on is heard of.
            var generation = live.Lease.Generation;
            if (await loader.LoadAsync(key, cancellationToken).ConfigureAwait(false) is not { } stored) return Unknown;
            return Take(token, stored, generation);
        }
        catch (SessionsUnavailableException e)
        {
            return AuthenticateResult.Fail(e);
        }
    }

    private static AuthenticateResult Unavailable() => AuthenticateResult.Fail(new SessionsUnavailableException());

    private AuthenticateResult Take(string token, StoredSession stored, int generation)
    {
        var now = time.GetUtcNow();
        if (live.Find(stored.Key) is { } known) known.Learn(stored.UsedAt, now);
        if (now >= stored.ExpiresAt || now - stored.UsedAt > IdleTimeout && (live.Find(stored.Key)?.IsIdle(now, IdleTimeout) ?? true)) return Over;
        if (seal.Open(Encoding.ASCII.GetBytes(token), stored) is not { } ticket || LiveSession.Create(stored, ticket, live.Lease, generation, now) is not { } session) return Unknown;
        var held = live.Add(session, now);
        return held.Continue(now) switch
        {
            null => held.ToResult(),
            DecisionReason.NoPrincipal => Unknown,
            DecisionReason.PrincipalExpired => Over,
            _ => Unavailable(),
        };
    }
}
