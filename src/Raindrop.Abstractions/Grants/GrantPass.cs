namespace Raindrop.Grants;

/// <summary>What one pass through the queue came to.</summary>
public sealed record GrantPass
{
    /// <summary>Grants that are done with.</summary>
    public int Settled { get; init; }

    /// <summary>Grants that had been done with before and were presented again; nothing was written for them.</summary>
    public int Repeated { get; init; }

    /// <summary>Entries of the queue that are no good grants, and were thrown away.</summary>
    public int Discarded { get; init; }

    /// <summary>Grants that something could not be done for now; a later pass tries again.</summary>
    public int Left { get; init; }
}
