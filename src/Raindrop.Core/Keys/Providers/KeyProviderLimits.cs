namespace Raindrop.Keys.Providers;

/// <summary>How long and how often a key provider is asked. Checked when the host starts.</summary>
public sealed class KeyProviderLimits
{
    /// <summary>How long a call may take, the time in which it waits for its turn included. One that takes longer fails as unavailable, and is not made again.</summary>
    /// <value>Default: 10 seconds. Greater than zero, at most 5 minutes.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many calls are made at once. A call that hangs counts until it really ends.</summary>
    /// <value>Default: 16. From 1 to 1,000.</value>
    public int MaxConcurrency { get; set; } = 16;

    /// <summary>How many calls wait for their turn. One more is refused at once as throttled.</summary>
    /// <value>Default: 500. From 0 to 100,000.</value>
    public int MaxWaiting { get; set; } = 500;

    /// <summary>How long nothing is asked of a provider that said that it is asked too often and did not say how long to wait. Calls in that time are refused at once as throttled.</summary>
    /// <value>Default: 1 second. From zero to <see cref="LongestPause"/>.</value>
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such time, whatever the provider asks for: an answer that is wrong must not stop a host for hours.</summary>
    /// <value>Default: 1 minute. From zero to 1 hour.</value>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(1);
}
