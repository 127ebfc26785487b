using System.Threading.RateLimiting;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Limits;

/// <summary>How many bytes pass for each tenant. Beyond it nothing is refused: reading waits, and so whoever sends.</summary>
internal sealed class ByteLimits(GatewayLimitOptions options) : IDisposable
{
    /// <summary>Bytes are counted in these.</summary>
    private const int Unit = 1024;

    /// <summary>The length up to which a body is counted before it passes, and is not worth a stream of its own.</summary>
    private const int MostSmall = 1024 * 1024;

    private readonly bool _isLimited = options.BytesPerSecond is not null;
    private readonly long _small = Math.Min(MostSmall, options.ByteBurst);
    private readonly int _most = (int)(options.ByteBurst / Unit);
    private readonly PartitionedRateLimiter<TenantId> _bytes =
        Buckets.OfRate<TenantId>((int?)(options.BytesPerSecond / Unit), (int)(options.ByteBurst / Unit), queue: int.MaxValue);

    /// <summary>Counts the body of a request: what is small at once, what is large or of unknown length as it is read.</summary>
    /// <returns>The body to read.</returns>
    public async ValueTask<Stream> CountAsync(Stream body, long? length, TenantId tenant, CancellationToken cancellationToken)
    {
        if (!_isLimited) return body;
        if (length is null || length > _small) return new MeteredStream(body, this, tenant);
        await TakeAsync(tenant, (int)length, cancellationToken).ConfigureAwait(false);
        return body;
    }

    /// <summary>Counts the body of an answer in the same way.</summary>
    public ValueTask CountAsync(HttpResponseMessage response, TenantId tenant, CancellationToken cancellationToken)
    {
        if (!_isLimited) return ValueTask.CompletedTask;
        if (response.Content.Headers.ContentLength is { } length && length <= _small) return TakeAsync(tenant, (int)length, cancellationToken);
        response.Content = new MeteredContent(response.Content, this, tenant);
        return ValueTask.CompletedTask;
    }

    /// <summary>Counts bytes, and waits where there are too many.</summary>
    public ValueTask TakeAsync(TenantId tenant, int bytes, CancellationToken cancellationToken)
    {
        if (bytes == 0) return ValueTask.CompletedTask;
        var units = Math.Min(_most, ((bytes - 1) / Unit) + 1);
        var lease = _bytes.AttemptAcquire(tenant, units);
        return lease.IsAcquired ? ValueTask.CompletedTask : WaitAsync(tenant, units, cancellationToken);
    }

    public void Dispose() => _bytes.Dispose();

    private async ValueTask WaitAsync(TenantId tenant, int units, CancellationToken cancellationToken) =>
        (await _bytes.AcquireAsync(tenant, units, cancellationToken).ConfigureAwait(false)).Dispose();
}
