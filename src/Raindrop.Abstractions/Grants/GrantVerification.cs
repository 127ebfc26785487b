namespace Raindrop.Grants;

/// <summary>What came of verifying a token. The default value is one that is no grant.</summary>
public readonly record struct GrantVerification
{
    private GrantVerification(Grant? grant, GrantDefect defect) => (Grant, Defect) = (grant, defect);

    /// <summary>The grant; <see langword="null"/> where the token is none, or none that is good now.</summary>
    public Grant? Grant { get; }

    /// <summary>What is wrong, where there is no grant. For logs and metrics, never for the holder.</summary>
    public GrantDefect Defect { get; }

    /// <summary>The token is a good grant.</summary>
    /// <param name="grant">The grant.</param>
    public static GrantVerification Accept(Grant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return new GrantVerification(grant, default);
    }

    /// <summary>The token is none.</summary>
    /// <param name="defect">What is wrong.</param>
    public static GrantVerification Refuse(GrantDefect defect) => new(null, defect);
}
