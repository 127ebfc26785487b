namespace Raindrop.Tenancy;

/// <summary>Whether a request may go on. The default value denies.</summary>
public readonly record struct TenantDecision
{
    private TenantDecision(DecisionReason reason, string? policy = null)
    {
        Reason = reason;
        Policy = policy;
    }

    /// <summary>The request may go on.</summary>
    public static TenantDecision Allow { get; } = new(DecisionReason.Allowed);

    /// <summary>Why. For the log; the client learns no more than <see cref="AsksForSignIn"/>.</summary>
    public DecisionReason Reason { get; }

    /// <summary>The name of the host's policy that denied, with <see cref="DecisionReason.HostPolicy"/>.</summary>
    public string? Policy { get; }

    /// <summary>Whether the request may go on.</summary>
    public bool IsAllowed => Reason == DecisionReason.Allowed;

    /// <summary>Whether a denial is answered with 401, since signing in may help; all others are answered alike, with 403.</summary>
    public bool AsksForSignIn => Reason is DecisionReason.NoPrincipal or DecisionReason.PrincipalExpired;

    /// <summary>The request may not go on.</summary>
    /// <param name="reason">Why.</param>
    /// <exception cref="ArgumentException">The reason is the one for allowing.</exception>
    public static TenantDecision Deny(DecisionReason reason) => reason == DecisionReason.Allowed
        ? throw new ArgumentException("That is the reason of a request that is allowed.", nameof(reason))
        : new TenantDecision(reason);

    /// <summary>A policy of the host refuses the request.</summary>
    /// <param name="policy">The policy.</param>
    public static TenantDecision DenyBy(ITenantPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new TenantDecision(DecisionReason.HostPolicy, policy.Name);
    }

    /// <summary>The reason, for the log.</summary>
    public override string ToString() => Policy is null ? Reason.ToString() : $"{Reason}: {Policy}";
}
