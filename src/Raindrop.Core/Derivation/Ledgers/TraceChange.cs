namespace Raindrop.Derivation.Ledgers;

/// <summary>A trace to store in place of the one that was read.</summary>
/// <param name="Extension">The extension's id.</param>
/// <param name="Unit">The unit's id.</param>
/// <param name="Stored">The stored trace's bytes as they were read; empty for none.</param>
/// <param name="Trace">The new trace, or <see langword="null"/> to remove it because the input is gone.</param>
internal readonly record struct TraceChange(string Extension, string Unit, ReadOnlyMemory<byte> Stored, Trace? Trace)
{
    public Trace? Before => Stored.IsEmpty ? null : TraceCodec.Decode(Stored, Extension, Unit);
}
