using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Raindrop.Gateway.Callers;
using Raindrop.Gateway.Following;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Sessions;

/// <summary>A session in memory, while it is used here.</summary>
internal sealed class LiveSession
{
    private const string Parameter = "Raindrop.Session";

    private readonly AuthenticationTicket _ticket;
    private readonly StoreLease _lease;
    private readonly int _generation;
    private volatile bool _isRevoked;
    private volatile bool _isRetired;
    private long _usedTicks;
    private long _writtenTicks;

    private LiveSession(StoredSession stored, AuthenticationTicket ticket, TenantSubject subject, StoreLease lease, int generation, DateTimeOffset now)
    {
        (Stored, _ticket, Subject, _lease, _generation) = (stored with { Ticket = default }, ticket, subject, lease, generation);
        Handle = stored.Key.ToHandle();
        _writtenTicks = stored.UsedAt.UtcTicks;
        _usedTicks = Math.Min(_writtenTicks, now.UtcTicks);
    }

    public StoredSession Stored { get; }

    public SessionKey Key => Stored.Key;

    public TenantSubject Subject { get; }

    public string Handle { get; }

    public DateTimeOffset ExpiresAt => Stored.ExpiresAt;

    /// <summary>When it was last used, as far as this host knows.</summary>
    public DateTimeOffset UsedAt => new(Volatile.Read(ref _usedTicks), TimeSpan.Zero);

    /// <summary>The session behind what authentication found; <see langword="null"/> where another scheme found it.</summary>
    public static LiveSession? Of(AuthenticateResult result) => result.Properties?.GetParameter<LiveSession>(Parameter);

    /// <returns><see langword="null"/> where the ticket names nobody.</returns>
    public static LiveSession? Create(StoredSession stored, AuthenticationTicket ticket, StoreLease lease, int generation, DateTimeOffset now) =>
        SubjectReader.Read(ticket.Principal) is { } subject ? new LiveSession(stored, ticket, subject, lease, generation, now) : null;

    /// <summary>Whether it may be used now, and if so, notes that it is.</summary>
    /// <returns>Why not; <see langword="null"/> where it may.</returns>
    public DecisionReason? Continue(DateTimeOffset now)
    {
        if (_isRevoked) return DecisionReason.NoPrincipal;
        if (_isRetired || !_lease.Covers(_generation)) return DecisionReason.Undecided;
        if (now >= ExpiresAt) return DecisionReason.PrincipalExpired;
        // Also where it goes back: a clock that was ahead must not keep the session from idling.
        Volatile.Write(ref _usedTicks, now.UtcTicks);
        return null;
    }

    /// <summary>Whether nobody has used it for longer than that, as far as this host knows.</summary>
    public bool IsIdle(DateTimeOffset now, TimeSpan timeout) => now - UsedAt > timeout;

    /// <summary>Learns that another host has used it.</summary>
    public void Learn(DateTimeOffset usedAt, DateTimeOffset now)
    {
        var known = usedAt < now ? usedAt : now;
        if (known > UsedAt) Volatile.Write(ref _usedTicks, known.UtcTicks);
        Volatile.Write(ref _writtenTicks, Math.Max(usedAt.UtcTicks, Volatile.Read(ref _writtenTicks)));
    }

    /// <summary>Whether its last use is to be written; it is thought written from then on.</summary>
    public bool TakeUse(TimeSpan interval)
    {
        var used = Volatile.Read(ref _usedTicks);
        if (used - Volatile.Read(ref _writtenTicks) < interval.Ticks) return false;
        Volatile.Write(ref _writtenTicks, used);
        return true;
    }

    public void Revoke() => _isRevoked = true;

    /// <summary>Lets it go: its changes are not heard of any more, so it must not be believed.</summary>
    public void Retire() => _isRetired = true;

    /// <summary>What a request is told of who signed in: copies, since a host may change them.</summary>
    public AuthenticateResult ToResult()
    {
        var properties = _ticket.Properties.Clone();
        properties.SetParameter(Parameter, this);
        return AuthenticateResult.Success(new AuthenticationTicket(_ticket.Principal.Clone(), properties, RaindropSessions.AuthenticationScheme));
    }
}
