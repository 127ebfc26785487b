using Raindrop.Documents;

namespace Raindrop.Hosting;

/// <summary>What a host sets for all parts of Raindrop.</summary>
public sealed class RaindropOptions
{
    /// <summary>
    /// The secret key of <see cref="IdentifierHasher"/>: 32 random bytes or more in base 64, for example from <c>openssl rand -base64 32</c>.
    /// Keep it as long as the databases: another key gives other ids, and an import would find nothing of what it imported before.
    /// </summary>
    /// <value>Default: <see langword="null"/>, which a host with extensions does not start with.</value>
    public string? IdentifierKey { get; set; }
}
