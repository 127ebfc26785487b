namespace Raindrop.Grants;

/// <summary>Where grants wait. Checked when the host starts.</summary>
public sealed class GrantQueueOptions
{
    /// <summary>The name of the queue's database. The gateway and the executor use the same.</summary>
    /// <value>Default: <c>raindrop-grants-queue</c>.</value>
    public string Database { get; set; } = "raindrop-grants-queue";

    /// <summary>How old the oldest grant that waits may be before the health check is degraded.</summary>
    /// <value>Default: 15 minutes. From 10 seconds to 7 days.</value>
    public TimeSpan LaggingAfter { get; set; } = TimeSpan.FromMinutes(15);
}
