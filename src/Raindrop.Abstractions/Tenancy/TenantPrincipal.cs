namespace Raindrop.Tenancy;

/// <summary>Who makes a request, as a session or a bearer token proved it: an identity, the tenant that it maps to, and for how long that may be believed.</summary>
/// <remarks>It never changes; what it says is as fresh as its maker promises, and not used after <see cref="ExpiresAt"/>.</remarks>
public sealed class TenantPrincipal
{
    /// <summary>Creates the principal.</summary>
    /// <param name="subject">Who signed in.</param>
    /// <param name="tenant">The tenant that the identity maps to.</param>
    /// <param name="state">Whether the tenant may use its database.</param>
    /// <param name="expiresAt">The first moment at which this is no longer believed.</param>
    /// <exception cref="ArgumentException"><paramref name="tenant"/> is the default value, which names nobody.</exception>
    public TenantPrincipal(TenantSubject subject, TenantId tenant, TenantState state, DateTimeOffset expiresAt)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (tenant.IsDefault) throw new ArgumentException("The tenant id names nobody: a principal needs a tenant.", nameof(tenant));
        Subject = subject;
        Tenant = tenant;
        State = state;
        ExpiresAt = expiresAt;
    }

    /// <summary>Who signed in.</summary>
    public TenantSubject Subject { get; }

    /// <summary>The tenant that the identity maps to.</summary>
    public TenantId Tenant { get; }

    /// <summary>Whether the tenant may use its database.</summary>
    public TenantState State { get; }

    /// <summary>The first moment at which this is no longer believed.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>The tenant's id, which may stand in logs; nothing of the identity.</summary>
    public override string ToString() => Tenant.ToString();
}
