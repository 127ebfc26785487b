namespace Raindrop.CouchDb.Http;

/// <summary>How long to wait before the next try.</summary>
internal sealed class RetryDelays(CouchDbRetries options)
{
    public int Limit => options.Limit;

    /// <summary>The delay before a repetition, or <see langword="null"/> where the server asks for more patience than the options have.</summary>
    /// <param name="repetition">How often it was repeated already.</param>
    /// <param name="asked">What the server asks for.</param>
    public TimeSpan? Before(int repetition, TimeSpan? asked = null)
    {
        if (asked > options.LongestDelay) return null;
        var full = Math.Min(options.LongestDelay.TotalMilliseconds, options.FirstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(repetition, 30)));
        var delay = TimeSpan.FromMilliseconds(full * (1 - (Random.Shared.NextDouble() / 2)));
        return asked > delay ? asked : delay;
    }
}
