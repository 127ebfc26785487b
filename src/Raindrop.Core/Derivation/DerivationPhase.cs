namespace Raindrop.Derivation;

/// <summary>What a pass is doing.</summary>
public enum DerivationPhase
{
    /// <summary>Reading what changed.</summary>
    Scanning,

    /// <summary>Waiting for another host to finish its turn on this tenant.</summary>
    Waiting,

    /// <summary>Running extensions.</summary>
    Deriving,

    /// <summary>Done.</summary>
    Finished,
}
