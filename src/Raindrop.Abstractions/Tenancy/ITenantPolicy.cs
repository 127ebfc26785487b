namespace Raindrop.Tenancy;

/// <summary>A rule of the host on top of the rule that a tenant has all of its own database and nothing else. It can only take away.</summary>
/// <remarks>It is asked on the hot path: no I/O, no waiting, and better no allocation. A thrown exception denies.</remarks>
public interface ITenantPolicy
{
    /// <summary>What logs call it. A constant that tells nothing about users.</summary>
    string Name { get; }

    /// <summary>When it is asked: below zero before the rule of ownership, in rising order; from zero on after it, and then only about what that allows.</summary>
    /// <value>After, unless set.</value>
    int Order => 0;

    /// <summary>Whether the request may go on as far as this rule is concerned.</summary>
    /// <param name="principal">Who asks: signed in, not expired, of a tenant that is active.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="now">The time.</param>
    bool Permits(TenantPrincipal principal, TenantRequest request, DateTimeOffset now);
}
