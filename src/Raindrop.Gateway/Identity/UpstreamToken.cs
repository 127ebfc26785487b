namespace Raindrop.Gateway.Identity;

/// <summary>A signed token. Whoever has it is the tenant until it expires.</summary>
public sealed class UpstreamToken
{
    /// <summary>Creates the token.</summary>
    /// <param name="value">The token in its compact form.</param>
    /// <param name="expiresAt">From when on CouchDB refuses it.</param>
    public UpstreamToken(string value, DateTimeOffset expiresAt)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        Value = value;
        ExpiresAt = expiresAt;
    }

    /// <summary>The token in its compact form.</summary>
    public string Value { get; }

    /// <summary>From when on CouchDB refuses it.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Nothing of the token.</summary>
    public override string ToString() => nameof(UpstreamToken);
}
