namespace Raindrop.Gateway.Identity;

/// <summary>How the tokens for CouchDB are signed. Checked when the host starts; a change of <see cref="Keys"/> in configuration is taken up within a minute.</summary>
public sealed class UpstreamTokenOptions
{
    /// <summary>The <c>iss</c> of the tokens, which CouchDB is told to require.</summary>
    /// <value>Required; 1 to 100 letters, digits and <c>-._~:/</c>.</value>
    public string? Issuer { get; set; }

    /// <summary>How long a token is good. CouchDB allows no leeway, and a cached token is used for half of it: the host does not start where its clock and CouchDB's differ by more than the other half, less two seconds.</summary>
    /// <value>Default: 2 minutes. From 10 seconds to 1 hour.</value>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The keys, the newest first. The first that all nodes take signs; to rotate, add the new one in front, and take the old one away when it is out of use.</summary>
    /// <value>Default: none. At least one unless the host gives a signer of its own.</value>
    public IList<UpstreamSigningKey> Keys { get; } = [];
}
