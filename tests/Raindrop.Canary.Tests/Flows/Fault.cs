namespace Raindrop.Canary.Tests.Flows;

/// <summary>What goes wrong with one request.</summary>
public enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It never arrives.</summary>
    RequestLost,

    /// <summary>It takes effect, and the answer never arrives.</summary>
    AnswerLost,

    /// <summary>Whoever waits for it has given up.</summary>
    Cancelled,

    /// <summary>Something fails that nobody expects.</summary>
    Crash,
}
