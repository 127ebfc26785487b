namespace Raindrop.Derivation;

/// <summary>When following counts as lagging or dead.</summary>
public sealed class DerivationHealthOptions
{
    /// <summary>How long a tenant may have something undone before it counts as lagging.</summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan LaggingAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a worker may be silent before it counts as dead. An idle worker gives a sign of life with each long poll, a busy one with each batch.</summary>
    /// <value>Default: 10 minutes.</value>
    public TimeSpan DeadAfter { get; set; } = TimeSpan.FromMinutes(10);
}
