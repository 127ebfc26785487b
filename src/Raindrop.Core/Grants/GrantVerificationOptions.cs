namespace Raindrop.Grants;

/// <summary>Which grants are taken, by the gateway and again by the executor. Checked when the host starts.</summary>
public sealed class GrantVerificationOptions
{
    /// <summary>What this installation is called in grants; the issuer's must be the same.</summary>
    /// <value>Required; 1 to 100 letters, digits and <c>-._~:/</c>.</value>
    public string? Audience { get; set; }

    /// <summary>The public keys of issuers. To rotate, add the new one everywhere, let issuers sign with it, and take the old one away.</summary>
    /// <value>Default: none. At least one.</value>
    public IList<GrantVerificationKey> Keys { get; } = [];

    /// <summary>The beginnings of the ids that grants may name, such as <c>rd.release:</c> and <c>_design/rd.</c>.</summary>
    /// <value>Default: none. At least one; each ends in <c>:</c>, <c>/</c>, <c>.</c> or <c>-</c>.</value>
    public IList<string> Prefixes { get; } = [];

    /// <summary>How long a grant may have been issued for.</summary>
    /// <value>Default: 15 minutes. From 10 seconds to 1 day.</value>
    public TimeSpan MaxLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How far ahead an issuer's clock may be. Nothing is added to the end of a grant.</summary>
    /// <value>Default: 30 seconds. From 0 to 5 minutes.</value>
    public TimeSpan AllowedClockSkew { get; set; } = TimeSpan.FromSeconds(30);
}
