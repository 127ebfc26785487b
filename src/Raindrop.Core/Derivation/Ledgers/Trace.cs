namespace Raindrop.Derivation.Ledgers;

/// <summary>The durable record of a derivation.</summary>
/// <param name="Version">The extension version that ran; 0 where the derivation must run again.</param>
/// <param name="Settings">The digest of its settings.</param>
/// <param name="Input">The input's revision, or the digest of its documents' ids and revisions.</param>
/// <param name="Outputs">What it left in the database.</param>
/// <param name="Reads">What it read, and what it looked for and did not find.</param>
/// <param name="Failure">Why it is a dead letter, if it is one.</param>
internal sealed record Trace(int Version, string Settings, string Input, IReadOnlyList<TraceOutput> Outputs, IReadOnlyList<TraceRead> Reads, TraceFailure? Failure = null)
{
    /// <summary>What two hosts that wrote at once have left together: everything that either knows of, to be run again.</summary>
    public Trace UnitedWith(Trace other) => new(
        0,
        Settings,
        "",
        [.. Outputs.Concat(other.Outputs).DistinctBy(output => output.Id)],
        [.. Reads.Concat(other.Reads).DistinctBy(read => read.Prefix)]);
}
