namespace Raindrop.Grants;

/// <summary>How grants are executed. Checked when the host starts.</summary>
public sealed class GrantExecutorOptions
{
    /// <summary>The name of the executor's own database: targets, journals, and which grants are used up.</summary>
    /// <value>Default: <c>raindrop-grants</c>.</value>
    public string Database { get; set; } = "raindrop-grants";

    /// <summary>Whether the host creates both databases where they are missing, and closes them to all but administrators and, for the queue, <see cref="GatewayUsers"/>.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CreatesDatabases { get; set; } = true;

    /// <summary>The names of the store's users under which gateways write the queue. They become its only members.</summary>
    /// <value>Default: none; gateways then need an administrator's account, or an administrator who lists theirs.</value>
    public IList<string> GatewayUsers { get; } = [];

    /// <summary>How often the host looks for grants that wait; <see langword="null"/> where another one executes them, or the host calls <see cref="IGrantExecutor"/> itself.</summary>
    /// <value>Default: 1 second. From 100 milliseconds to 1 hour.</value>
    public TimeSpan? ExecuteEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after it has expired a grant that was presented in time may still be executed.</summary>
    /// <value>Default: 1 day. From 1 minute to 7 days.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long it is remembered that a grant is used up.</summary>
    /// <value>Default: 30 days. From 9 to 3,650 days.</value>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long entries of journals are kept.</summary>
    /// <value>Default: 365 days. From 9 to 36,500 days.</value>
    public TimeSpan JournalRetention { get; set; } = TimeSpan.FromDays(365);
}
