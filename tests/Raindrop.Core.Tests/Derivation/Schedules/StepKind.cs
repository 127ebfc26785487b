namespace Raindrop.Core.Tests.Derivation.Schedules;

internal enum StepKind
{
    /// <summary>A source is written.</summary>
    Put,

    /// <summary>A source is deleted.</summary>
    Delete,

    /// <summary>A host makes a pass undisturbed.</summary>
    Pass,

    /// <summary>A host makes a pass that is cut off at a request, before or after it took effect.</summary>
    KilledPass,

    /// <summary>Two hosts make passes at once.</summary>
    TwoPasses,

    /// <summary>A pass, with a source written in the middle of it.</summary>
    PassWithWrite,

    /// <summary>A derived document is edited.</summary>
    EditOutput,

    /// <summary>A derived document is deleted.</summary>
    DeleteOutput,

    /// <summary>A derived document gets a conflicting revision.</summary>
    ConflictOutput,

    /// <summary>A source gets a conflicting revision.</summary>
    ConflictSource,

    /// <summary>The checkpoint goes back to an earlier one.</summary>
    RewindCheckpoint,

    /// <summary>The checkpoint is lost.</summary>
    LoseCheckpoint,

    /// <summary>The user overrides a field.</summary>
    Override,

    /// <summary>The database is restored from a copy taken earlier.</summary>
    Restore,
}
