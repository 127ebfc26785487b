using Raindrop.Gateway.Hostile.Casting;
using Raindrop.Gateway.Hostile.Running;
using Raindrop.Gateway.Identity;

namespace Raindrop.Gateway.Hostile.Upstreams;

/// <summary>What stands behind the gateway, and knows what must not have reached it.</summary>
internal interface IHostileUpstream : IAsyncDisposable
{
    Uri Address { get; }

    /// <summary>Whether it may answer faults of its own, so that the gateway may answer that it cannot be reached.</summary>
    bool MayFail { get; }

    /// <summary>Signs the tokens that it takes.</summary>
    IUpstreamTokenSigner? Signer { get; }

    /// <summary>Sets the key that signs, where <see cref="Signer"/> is none.</summary>
    void Configure(UpstreamTokenOptions options);

    /// <summary>Makes the databases of the cast.</summary>
    Task SeedAsync(Cast cast);

    /// <summary>What happened that must not.</summary>
    Task<IReadOnlyList<Violation>> FindDamageAsync();
}
