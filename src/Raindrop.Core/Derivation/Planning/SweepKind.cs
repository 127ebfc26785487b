namespace Raindrop.Derivation.Planning;

/// <summary>How far an extension's units have to be gone through.</summary>
internal enum SweepKind
{
    /// <summary>Only those that are named.</summary>
    None,

    /// <summary>Those that have a trace: after a version bump, the traces name all inputs.</summary>
    Traces,

    /// <summary>All inputs, listed by id and compared with the traces.</summary>
    Inputs,
}
