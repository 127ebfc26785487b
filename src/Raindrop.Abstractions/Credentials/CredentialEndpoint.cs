using System.Buffers;

namespace Raindrop.Credentials;

/// <summary>Where a credential may be sent. It is sealed together with the secret, so that nobody who can edit a database can harvest the secret at another host.</summary>
public sealed record CredentialEndpoint
{
    /// <summary>The greatest length of a host name, in characters (RFC 1035, section 2.3.4).</summary>
    public const int MaxHostLength = 253;

    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <summary>Creates an endpoint.</summary>
    /// <param name="scheme">The protocol, for example <c>imaps</c> or <c>https</c>: a lower-case letter, then lower-case letters, digits, <c>+</c>, <c>-</c> and <c>.</c> (RFC 3986, section 3.1).</param>
    /// <param name="host">The host's name or address, without port. It is kept in lower case.</param>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <exception cref="ArgumentException">One of them is not of that form.</exception>
    public CredentialEndpoint(string scheme, string host, int port)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(host);
        if (scheme is not [>= 'a' and <= 'z', ..] || scheme.AsSpan().ContainsAnyExcept(SchemeCharacters))
            throw new ArgumentException("A scheme is a lower-case letter, then lower-case letters, digits, '+', '-' and '.'.", nameof(scheme));
        if (host.Length > MaxHostLength || Uri.CheckHostName(host) == UriHostNameType.Unknown)
            throw new ArgumentException("This is no host name and no address.", nameof(host));
        if (port is < 1 or > ushort.MaxValue) throw new ArgumentException("A port is 1 to 65535.", nameof(port));
        (Scheme, Host, Port) = (scheme, host.ToLowerInvariant(), port);
    }

    /// <summary>The protocol.</summary>
    public string Scheme { get; }

    /// <summary>The host's name or address in lower case.</summary>
    public string Host { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>Tells nothing: where somebody has an account is theirs to tell.</summary>
    public override string ToString() => "(endpoint)";
}
