namespace Raindrop.Gateway;

/// <summary>Where CouchDB is, who may call, and how long and how much. Checked when the host starts.</summary>
public sealed class GatewayOptions
{
    /// <summary>The address of CouchDB, with a path where it is mounted below one, and without credentials: the gateway signs in as the tenant.</summary>
    /// <value>Required; <c>https</c>, or <c>http</c> on this machine.</value>
    public Uri? Upstream { get; set; }

    /// <summary>The addresses of the single nodes, where <see cref="Upstream"/> is a load balancer: each is checked, and a new signing key is used once all of them take it.</summary>
    /// <value>Default: none, which is <see cref="Upstream"/> alone.</value>
    public IList<Uri> UpstreamNodes { get; } = [];

    /// <summary>One account by which CouchDB is asked for all tenants, where it cannot be made to check tokens. CouchDB then does not tell tenants apart: only the gateway does.</summary>
    /// <value>Default: <see langword="null"/>, a token for each tenant.</value>
    public UpstreamServiceAccount? ServiceAccount { get; set; }

    /// <summary>Whether CouchDB may be spoken to by <c>http</c> on another machine, where others may read and change what passes.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowsHttpUpstream { get; set; }

    /// <summary>Whether clients on other machines may use <c>http</c>. Behind a proxy that ends TLS, use ASP.NET Core's forwarded headers instead.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowsHttp { get; set; }

    /// <summary>The authentication scheme that says who calls.</summary>
    /// <value>Default: <see langword="null"/>, the host's default scheme.</value>
    public string? AuthenticationScheme { get; set; }

    /// <summary>The origins of pages, besides the gateway's own, that may call it, such as <c>https://app.example</c>.</summary>
    /// <value>Default: none.</value>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>How long CouchDB may take to accept a connection.</summary>
    /// <value>Default: 10 seconds. From 1 millisecond to 24 days.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long nothing may pass in either direction before a request is given up. Feeds that wait for changes have no such limit.</summary>
    /// <value>Default: 5 minutes, for indexes that are built. From 1 millisecond to 24 days.</value>
    public TimeSpan ActivityTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many bytes the body of a request may have.</summary>
    /// <value>Default: 64 MiB. At least 1.</value>
    public long MaxBodySize { get; set; } = 64L * 1024 * 1024;

    /// <summary>How often it is asked again, while a request runs, whether its caller may still go on. The answer must come within the same time.</summary>
    /// <value>Default: 400 milliseconds, so that a request is cut within a second. From 10 milliseconds to 1 minute.</value>
    public TimeSpan RevalidationInterval { get; set; } = TimeSpan.FromMilliseconds(400);
}
