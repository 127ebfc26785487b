namespace Raindrop.Tenancy;

/// <summary>Who signed in, as the identity provider names them for ever: an issuer, and a subject that the issuer never gives to somebody else.</summary>
/// <remarks>
/// These are the <c>iss</c> and <c>sub</c> claims of OpenID Connect Core 1.0, section 5.7: no other claims, e-mail addresses and names least
/// of all, identify a user. Both are compared as they are, case included.
/// </remarks>
public sealed record TenantSubject
{
    /// <summary>Creates the identity.</summary>
    /// <param name="issuer">Who vouches for it, for example the URL of an OpenID Connect provider.</param>
    /// <param name="subject">The issuer's own unchanging name for the user.</param>
    /// <exception cref="ArgumentException">One of them is empty.</exception>
    public TenantSubject(string issuer, string subject)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(subject);
        Issuer = issuer;
        Subject = subject;
    }

    /// <summary>Who vouches for the identity.</summary>
    public string Issuer { get; }

    /// <summary>The issuer's own unchanging name for the user.</summary>
    public string Subject { get; }

    /// <summary>Says that this is an identity, and not whose.</summary>
    public override string ToString() => nameof(TenantSubject);
}
