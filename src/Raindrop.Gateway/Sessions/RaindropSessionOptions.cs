using Microsoft.AspNetCore.Http;

namespace Raindrop.Gateway.Sessions;

/// <summary>How long sessions last and where they are kept. Checked when the host starts.</summary>
public sealed class RaindropSessionOptions
{
    /// <summary>How long a session lives that nobody uses. Requests are use, and so is a feed that runs.</summary>
    /// <value>
    /// Default: 12 hours, so that a device that was away over night asks again. From 1 minute to 90 days, and not longer than <see cref="AbsoluteLifetime"/>. OWASP ASVS 5.0 (7.3.1) wants this
    /// decided by the risk; NIST SP 800-63B-4 has one hour at AAL2 and no bound at AAL1.
    /// </value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a session lives at most, however much it is used.</summary>
    /// <value>Default: 14 days. From 1 minute to 400 days. OWASP ASVS 5.0 (7.3.2) wants this decided by the risk; NIST SP 800-63B-4 has 24 hours at AAL2 and 30 days at AAL1.</value>
    public TimeSpan AbsoluteLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How often the last use of a session is written at most. Other hosts, and this one after a restart, know it so exactly.</summary>
    /// <value>Default: 5 minutes. From 10 seconds to a quarter of <see cref="IdleTimeout"/>.</value>
    public TimeSpan UseInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many sessions an identity may have at once. A sign-in beyond that ends the one that was used longest ago.</summary>
    /// <value>Default: 100, more than anybody has devices. From 1 to 10,000.</value>
    public int SessionsPerIdentity { get; set; } = 100;

    /// <summary>The name of the database of sessions.</summary>
    /// <value>Default: <c>raindrop-sessions</c>.</value>
    public string Database { get; set; } = "raindrop-sessions";

    /// <summary>Whether the host creates the database where it is missing, and closes it to all but administrators where it is open.</summary>
    /// <value>Default: <see langword="true"/>. Set it to <see langword="false"/> where the host's account is no administrator of the server.</value>
    public bool CreatesDatabase { get; set; } = true;

    /// <summary>The scheme that a challenge goes to, such as that of OpenID Connect, which shows a sign-in page.</summary>
    /// <value>Default: <see langword="null"/>: a challenge is answered with 401 in JSON.</value>
    public string? ChallengeScheme { get; set; }

    /// <summary>Says what a session is called in its user's list, such as <c>Firefox on Linux</c>. Keep it coarse: it is stored as it is.</summary>
    /// <value>Default: <see langword="null"/>, which stores nothing. What is longer than 64 characters is cut.</value>
    public Func<HttpContext, string?>? Label { get; set; }
}
