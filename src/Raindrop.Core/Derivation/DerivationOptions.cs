namespace Raindrop.Derivation;

/// <summary>How derivations are run.</summary>
public sealed class DerivationOptions
{
    /// <summary>The smallest number of derivations in a batch.</summary>
    /// <value>Default: 32. 1 to 10,000.</value>
    public int MinBatchSize { get; set; } = 32;

    /// <summary>The greatest number of derivations in a batch. The batch adapts between the two bounds.</summary>
    /// <value>Default: 500, where CouchDB's bulk requests stop getting faster. 1 to 10,000.</value>
    public int MaxBatchSize { get; set; } = 500;

    /// <summary>How many bytes of outputs a request carries about at most.</summary>
    /// <value>Default: 8 MB. 64 KB to 1 GB.</value>
    public int MaxBatchBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>How many batches are loaded, run and written at once.</summary>
    /// <value>Default: 4. 1 to 64.</value>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>How often a failing derivation is tried before it becomes a dead letter. Failures that a second try can't heal (an invalid input or output) are tried once.</summary>
    /// <value>Default: 3. 1 to 100.</value>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The wait before the second attempt; it doubles with each further one.</summary>
    /// <value>Default: 100 ms. 0 to 10 minutes.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long one run of an extension may wait before it counts as failed.</summary>
    /// <value>Default: 1 minute. 10 ms to 1 day.</value>
    public TimeSpan RunTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>After how many results of an extension in a pass its failures are judged: where more than half have failed, it is paused until the next pass.</summary>
    /// <value>Default: 20. 1 or more.</value>
    public int FailureWindow { get; set; } = 20;

    /// <summary>How long a follower lets a paused extension rest before it tries it again; it doubles, up to an hour, each time the extension is paused again. A change starts a pass earlier.</summary>
    /// <value>Default: 1 minute. 1 second to 1 day.</value>
    public TimeSpan PausedDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The size up to which input attachments are read together with those of other derivations, in bytes; larger ones take a request each.</summary>
    /// <value>Default: 1 MB. 0 to 1 GB.</value>
    public int MaxBatchedAttachment { get; set; } = 1024 * 1024;

    /// <summary>Whether hosts take turns on a tenant. Without it the result is the same, only the work may be done twice.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool UseLease { get; set; } = true;

    /// <summary>How long a host that no longer gives a sign of life keeps its turn.</summary>
    /// <value>Default: 30 seconds. 100 ms to 1 hour.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);
}
