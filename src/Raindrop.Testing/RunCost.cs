namespace Raindrop.Testing;

/// <summary>What a run took.</summary>
public sealed record RunCost
{
    /// <summary>How many times it read documents or attachments through its context.</summary>
    public required int Reads { get; init; }

    /// <summary>The bytes of all bodies and attachments that it was given and read.</summary>
    public required long BytesRead { get; init; }

    /// <summary>The bytes of all bodies and attachments that it emitted, without envelopes.</summary>
    public required long BytesEmitted { get; init; }

    /// <summary>The bytes that it allocated, those of its context included; <see langword="null"/> where it went on on another thread, and nobody can tell.</summary>
    public required long? AllocatedBytes { get; init; }

    /// <summary>How long it took. The first run includes compilation.</summary>
    public required TimeSpan Elapsed { get; init; }
}
