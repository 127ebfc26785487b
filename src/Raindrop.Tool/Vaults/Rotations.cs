using System.Collections.Concurrent;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Tool.Vaults;

/// <summary>Rotates several tenants at once. One that fails stops no other; an outage stops all.</summary>
internal sealed class Rotations(ITenantKeyStore keys, int atOnce)
{
    private readonly ConcurrentDictionary<TenantId, TenantKeyRotation> _seen = new();
    private readonly ConcurrentDictionary<TenantId, string> _failures = new();
    private int _ended;

    /// <summary>The tenants that were not rotated, and why.</summary>
    public IReadOnlyDictionary<TenantId, string> Failures => _failures;

    public async Task<IReadOnlyList<TenantKeyRotation>> RunAsync(IAsyncEnumerable<TenantId> tenants, IProgress<RotationProgress> progress, CancellationToken cancellationToken)
    {
        var done = new ConcurrentBag<TenantKeyRotation>();
        await Parallel.ForEachAsync(tenants, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken }, async (tenant, stop) =>
        {
            try
            {
                done.Add(await keys.RotateAsync(tenant, new Reporting(this, progress), stop));
            }
            catch (Exception e) when (e is TenantKeyException or KeyRefusedException)
            {
                _failures[tenant] = e.Message;
            }

            Interlocked.Increment(ref _ended);
        });
        return [.. done.OrderBy(one => one.Tenant.Value, StringComparer.Ordinal)];
    }

    private void Note(TenantKeyRotation one, IProgress<RotationProgress> progress)
    {
        _seen[one.Tenant] = one;
        progress.Report(new RotationProgress(_seen.Count, Volatile.Read(ref _ended), _seen.Values.Sum(seen => seen.Resealed)));
    }

    private sealed class Reporting(Rotations rotations, IProgress<RotationProgress> progress) : IProgress<TenantKeyRotation>
    {
        public void Report(TenantKeyRotation value) => rotations.Note(value, progress);
    }
}
