namespace Raindrop.Derivation.Tests.Faults;

/// <summary>What can happen to a request on its way.</summary>
internal enum RequestFault
{
    None,

    /// <summary>The connection breaks before the server has it.</summary>
    CutBefore,

    /// <summary>The server does it, and the connection breaks before its answer.</summary>
    CutAfter,

    /// <summary>It takes its time.</summary>
    Delayed,

    /// <summary>The server gets it twice, as from something between that repeats; its second answer comes.</summary>
    Duplicated,

    /// <summary>The answer breaks off somewhere.</summary>
    Truncated,

    /// <summary>The server does not do it, and says that it failed.</summary>
    FailedBefore,

    /// <summary>The server does it, and something between says that it failed.</summary>
    FailedAfter,
}
