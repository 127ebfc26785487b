namespace Raindrop.CouchDb;

/// <summary>How a request that failed for the moment is tried again.</summary>
/// <remarks>
/// Only what is safe is repeated: reads, replicated writes, and writes of which nothing reached the server or which it refused by a
/// <c>429</c> or by a <c>503</c> with <c>Retry-After</c>. Delays double and are shortened at random by up to a half, so that many clients do not come back together.
/// </remarks>
public sealed class CouchDbRetries
{
    /// <summary>How often a request is repeated at most; 0 never.</summary>
    /// <value>Default: 4. From 0 to 100.</value>
    public int Limit { get; set; } = 4;

    /// <summary>The delay before the first repetition.</summary>
    /// <value>Default: 200 milliseconds. Greater than zero.</value>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest delay. A server that asks for a longer one by <c>Retry-After</c> is not waited for: the error tells the caller.</summary>
    /// <value>Default: 20 seconds. Not less than <see cref="FirstDelay"/>.</value>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromSeconds(20);
}
