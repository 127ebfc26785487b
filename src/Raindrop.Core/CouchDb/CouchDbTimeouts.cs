namespace Raindrop.CouchDb;

/// <summary>How long a server may be silent, by kind of request: before it answers, and between any two pieces of its answer.</summary>
/// <remarks>A silence is bounded rather than a whole request, so that a large answer, or a consumer that takes its time, is no error.</remarks>
public sealed class CouchDbTimeouts
{
    /// <summary>How long a connection may take to be made.</summary>
    /// <value>Default: 10 seconds. Greater than zero.</value>
    public TimeSpan Connect { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest silence when documents, listings or states are read.</summary>
    /// <value>Default: 60 seconds. Greater than zero.</value>
    public TimeSpan Reads { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest silence when documents or attachments are written: the time to send them and to store them.</summary>
    /// <value>Default: 5 minutes. Greater than zero.</value>
    public TimeSpan Writes { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest silence of a changes feed that ends by itself; a continuous feed is bounded by its heartbeat.</summary>
    /// <value>Default: 2 minutes. Greater than zero.</value>
    public TimeSpan Feeds { get; set; } = TimeSpan.FromMinutes(2);
}
