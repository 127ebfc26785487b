namespace Raindrop.Gateway;

/// <summary>How much one tenant, and one network of strangers, may ask for. Checked when the host starts. Each gateway process counts for itself.</summary>
/// <remarks>
/// The defaults are beyond what PouchDB asks for in many tabs: a page syncs with a handful of requests at once, in batches of 100 documents, and
/// holds one or two feeds.
/// </remarks>
public sealed class GatewayLimitOptions
{
    /// <summary>How many requests a second a tenant may make in the long run.</summary>
    /// <value>Default: 300. At least 1; <see langword="null"/> for no limit.</value>
    public int? RequestsPerSecond { get; set; } = 300;

    /// <summary>How many requests a tenant may make at a stroke after a quiet time.</summary>
    /// <value>Default: 3,000. At least 1.</value>
    public int RequestBurst { get; set; } = 3_000;

    /// <summary>How many requests of a tenant may run at once, feeds left out.</summary>
    /// <value>Default: 128. At least 1; <see langword="null"/> for no limit.</value>
    public int? ConcurrentRequests { get; set; } = 128;

    /// <summary>How many feeds that wait for changes (continuous, long polling, event source) a tenant may hold.</summary>
    /// <value>Default: 64. At least 1; <see langword="null"/> for no limit.</value>
    public int? Feeds { get; set; } = 64;

    /// <summary>How many bytes a second may pass for a tenant in the long run, bodies of both directions together. What is beyond is slowed down, not refused.</summary>
    /// <value>Default: 64 MiB. At least 64 KiB; <see langword="null"/> for no limit.</value>
    public long? BytesPerSecond { get; set; } = 64L * 1024 * 1024;

    /// <summary>How many bytes may pass for a tenant at full speed after a quiet time.</summary>
    /// <value>Default: 256 MiB. From 64 KiB to 1 TiB.</value>
    public long ByteBurst { get; set; } = 256L * 1024 * 1024;

    /// <summary>How many bulk reads (<c>_bulk_get</c>) of a tenant may wait where others are refused: PouchDB does without them for good after one error.</summary>
    /// <value>Default: 256. From 0, where none waits.</value>
    public int BulkReadQueue { get; set; } = 256;

    /// <summary>How long a bulk read may wait.</summary>
    /// <value>Default: 1 minute, which browsers bear. From 1 millisecond to 1 day.</value>
    public TimeSpan BulkReadWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many requests a second of callers that are not signed in are looked at, for each network: an IPv4 address, or the first 64 bits of an IPv6 address.</summary>
    /// <value>Default: 20. At least 1; <see langword="null"/> for no limit.</value>
    public int? StrangersPerSecond { get; set; } = 20;

    /// <summary>How many requests of callers that are not signed in are looked at at a stroke after a quiet time, for each network.</summary>
    /// <value>Default: 200. At least 1.</value>
    public int StrangerBurst { get; set; } = 200;
}
