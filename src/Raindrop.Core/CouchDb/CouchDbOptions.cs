namespace Raindrop.CouchDb;

/// <summary>Where CouchDB is and how it is spoken to. Checked when the host starts.</summary>
public sealed class CouchDbOptions
{
    /// <summary>The server's address, with a path where it is mounted below one.</summary>
    /// <value>Required; <c>http</c> or <c>https</c>, without query. Credentials in it are taken out and used for Basic authentication.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>How the adapter signs in.</summary>
    /// <value>Default: <see cref="CouchDbAuthentication.None"/>.</value>
    public CouchDbAuthentication Authentication { get; set; } = CouchDbAuthentication.None;

    /// <summary>How long the server may be silent.</summary>
    public CouchDbTimeouts Timeouts { get; } = new();

    /// <summary>How a request that failed for the moment is tried again.</summary>
    public CouchDbRetries Retries { get; } = new();
}
