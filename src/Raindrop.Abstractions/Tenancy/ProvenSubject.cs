namespace Raindrop.Tenancy;

/// <summary>An identity that somebody has just proved to have, by signing in with it. Whoever makes one vouches for the proof: take it from a sign-in that was verified, never from a request.</summary>
public sealed class ProvenSubject
{
    /// <summary>Creates the proof.</summary>
    /// <param name="subject">Who signed in.</param>
    /// <param name="provenAt">When; the <c>auth_time</c> of OpenID Connect Core 1.0, section 2, where the provider gives it.</param>
    public ProvenSubject(TenantSubject subject, DateTimeOffset provenAt)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Subject = subject;
        ProvenAt = provenAt;
    }

    /// <summary>Who signed in.</summary>
    public TenantSubject Subject { get; }

    /// <summary>When.</summary>
    public DateTimeOffset ProvenAt { get; }

    /// <summary>Says that this is a proof, and not whose.</summary>
    public override string ToString() => nameof(ProvenSubject);
}
