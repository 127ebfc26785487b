using System.Runtime.CompilerServices;
using Raindrop.Streams;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Limits;

/// <summary>A body that is read no faster than its tenant may.</summary>
internal sealed class MeteredStream(Stream body, ByteLimits limits, TenantId tenant) : ReadOnlyStream
{
    /// <summary>How many bytes pass before they are counted: a body comes in many small pieces.</summary>
    private const int Piece = 64 * 1024;

    private int _uncounted;

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _uncounted += count;
        if (_uncounted < Piece && count > 0) return count;
        var due = _uncounted;
        _uncounted = 0;
        await limits.TakeAsync(tenant, due, cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) body.Dispose();
        base.Dispose(disposing);
    }
}
