using Raindrop.Derivation.Planning;

namespace Raindrop.Derivation.Passes;

/// <summary>Adapts the batch between its bounds: it grows while outputs stay small, and shrinks when a batch's outputs exceed a request.</summary>
internal sealed class BatchSizer(DerivationOptions options)
{
    private volatile int _size = Math.Clamp(options.MaxBatchSize / 2, Math.Min(options.MinBatchSize, options.MaxBatchSize), options.MaxBatchSize);

    public int Size => _size;

    public static int WeightOf(PlannedUnit unit) => unit.Ids is null ? int.MaxValue : Math.Max(1, unit.Ids.Count);

    public void Observe(int units, long bytes)
    {
        if (units == 0) return;
        var wanted = bytes > options.MaxBatchBytes ? units / 2 : bytes < options.MaxBatchBytes / 2 ? _size * 2 : _size;
        _size = Math.Clamp(wanted, Math.Min(options.MinBatchSize, options.MaxBatchSize), options.MaxBatchSize);
    }
}
