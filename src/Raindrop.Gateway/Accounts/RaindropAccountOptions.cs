using Microsoft.AspNetCore.Http;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Accounts;

/// <summary>How local accounts are kept, and who may have one. Checked when the host starts.</summary>
public sealed class RaindropAccountOptions
{
    /// <summary>The issuer of the identities. Another one makes everybody a stranger: never change it.</summary>
    /// <value>Default: <c>raindrop-accounts</c>.</value>
    public string Issuer { get; set; } = "raindrop-accounts";

    /// <summary>The name of the database of accounts.</summary>
    /// <value>Default: <c>raindrop-accounts</c>.</value>
    public string Database { get; set; } = "raindrop-accounts";

    /// <summary>Whether the host creates the database where it is missing, and closes it to all but administrators where it is open.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CreatesDatabase { get; set; } = true;

    /// <summary>Whether whoever comes may make an account. Who tries learns whether a name is taken.</summary>
    /// <value>Default: <see langword="false"/>: accounts are made by <see cref="IAccounts"/>.</value>
    public bool AllowsSignUp { get; set; }

    /// <summary>The least length of a password, in characters. There are no other rules of what it is made of.</summary>
    /// <value>Default: 8, the least that OWASP ASVS 5.0 (6.2.1) allows; it recommends 15. From 8 to 64.</value>
    public int MinPasswordLength { get; set; } = 8;

    /// <summary>How many rounds of PBKDF2 with HMAC-SHA-512 a password is hashed by. More are used from the next sign-in on.</summary>
    /// <value>Default: 210,000, as the OWASP Password Storage Cheat Sheet has it. From 100,000 to 10,000,000.</value>
    public int PasswordIterations { get; set; } = 210_000;

    /// <summary>Says which passwords are too common, for example from a list of breached ones (OWASP ASVS 5.0, 6.2.4 and 6.2.12).</summary>
    /// <value>Default: <see langword="null"/>; the name is refused as a password in any case.</value>
    public Func<string, bool>? RefusesPassword { get; set; }

    /// <summary>How many attempts at one name may fail at once.</summary>
    /// <value>Default: 10. From 1 to 1,000.</value>
    public int AttemptsPerAccount { get; set; } = 10;

    /// <summary>After that, how often one more may.</summary>
    /// <value>Default: 1 minute. From 1 second to 1 hour.</value>
    public TimeSpan AccountInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many attempts may come from one network at once: an IPv4 address, or a /64 of IPv6.</summary>
    /// <value>Default: 30. From 1 to 10,000.</value>
    public int AttemptsPerNetwork { get; set; } = 30;

    /// <summary>After that, how often one more may.</summary>
    /// <value>Default: 10 seconds. From 100 milliseconds to 1 hour.</value>
    public TimeSpan NetworkInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Is called for whoever has just proved a password, before the session begins, for example to create the tenant.</summary>
    /// <value>Default: <see langword="null"/>. What it throws is the answer's fault, and nobody is signed in.</value>
    public Func<HttpContext, TenantSubject, ValueTask>? SigningIn { get; set; }
}
