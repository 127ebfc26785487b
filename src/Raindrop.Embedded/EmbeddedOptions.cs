namespace Raindrop.Embedded;

/// <summary>Where the embedded store keeps its databases and how. Checked when the host starts.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>The folder of the database files, one file a database. It is created where it does not exist, readable by its owner alone.</summary>
    /// <value>Required; a path, absolute or relative to the current directory.</value>
    public string Folder { get; set; } = "";

    /// <summary>
    /// Whether a write is on the disk when it is acknowledged, so that it survives a loss of power. Without it such a loss may cost the last
    /// writes, in order; the end of a process, however sudden, costs none in either case, and the file stays whole.
    /// </summary>
    /// <value>Default: <see langword="true"/>, as CouchDB does.</value>
    public bool FlushesWrites { get; set; } = true;

    /// <summary>The largest body of a document, in bytes, 1 or more.</summary>
    /// <value>Default: 8,000,000, as in CouchDB, so that what this store takes CouchDB takes too.</value>
    public int LargestDocument { get; set; } = 8_000_000;

    /// <summary>How long a write waits while another process writes to the same database, before it fails as unavailable.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
