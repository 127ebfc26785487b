namespace Raindrop.Gateway.Grants;

/// <summary>How requests under a grant are taken. Checked when the host starts.</summary>
public sealed class GrantEndpointOptions
{
    /// <summary>How many bytes the body of a request may have. It is kept in memory until it is queued.</summary>
    /// <value>Default: 1 MiB. From 1 KiB to 4 MiB, so that what is queued stays below CouchDB's limit for a document, 8 MB.</value>
    public int MaxBodySize { get; set; } = 1024 * 1024;

    /// <summary>How many bodies may be in memory at once. Requests beyond are answered with 429.</summary>
    /// <value>Default: 16. From 1 to 1,000.</value>
    public int MaxConcurrentRequests { get; set; } = 16;

    /// <summary>Whether holders on other machines may use <c>http</c>. Behind a proxy that ends TLS, use ASP.NET Core's forwarded headers instead.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowsHttp { get; set; }
}
