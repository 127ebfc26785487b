namespace Raindrop.Derivation;

/// <summary>How an extension fares on a tenant.</summary>
public enum ExtensionRunState
{
    /// <summary>It ran, or had nothing to do.</summary>
    Running,

    /// <summary>Another host ran a newer version of it here: this host leaves its documents alone until it is updated.</summary>
    StandingBy,

    /// <summary>Most of its runs failed: it rests until the next pass, and none of what it has not reached is lost.</summary>
    Paused,
}
