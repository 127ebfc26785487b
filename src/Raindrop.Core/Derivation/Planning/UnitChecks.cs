namespace Raindrop.Derivation.Planning;

/// <summary>What has to be looked at to know whether a unit is outdated, besides its input and the extension's version.</summary>
[Flags]
internal enum UnitChecks
{
    None = 0,

    /// <summary>What it read.</summary>
    Reads = 1,

    /// <summary>What it wrote.</summary>
    Outputs = 2,
}
