namespace Raindrop.Grants;

/// <summary>How grants are issued. Checked when the host starts.</summary>
public sealed class GrantIssuerOptions
{
    /// <summary>What the installation is called whose gateway is to take the grants.</summary>
    /// <value>Required; 1 to 100 letters, digits and <c>-._~:/</c>.</value>
    public string? Audience { get; set; }

    /// <summary>The id of the key, by which verifiers find its public half.</summary>
    /// <value>Required; 1 to 64 letters, digits, <c>-</c> and <c>_</c>.</value>
    public string? KeyId { get; set; }

    /// <summary>The private key on the curve P-256 as PEM, for example from <c>openssl ecparam -name prime256v1 -genkey -noout</c>.</summary>
    /// <value>Required.</value>
    public string? PrivateKey { get; set; }

    /// <summary>The beginnings of the ids that grants may name; what verifiers would refuse should not be issued.</summary>
    /// <value>Default: none. At least one; each ends in <c>:</c>, <c>/</c>, <c>.</c> or <c>-</c>.</value>
    public IList<string> Prefixes { get; } = [];

    /// <summary>How long a grant can be presented.</summary>
    /// <value>Default: 5 minutes. From 10 seconds to 1 day, and no longer than verifiers allow.</value>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(5);
}
