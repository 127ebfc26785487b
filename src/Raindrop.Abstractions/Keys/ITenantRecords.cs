using Raindrop.Tenancy;

namespace Raindrop.Keys;

/// <summary>
/// Records that are sealed under tenants' keys and can be sealed again under a new one. Whoever seals records with <see cref="ITenantKeys"/> registers
/// it, or a rotation would drop a key that they still need.
/// </summary>
public interface ITenantRecords
{
    /// <summary>The purpose of the keys that the records are sealed under.</summary>
    KeyPurpose Purpose { get; }

    /// <summary>
    /// Looks at every record of a tenant, in leaves that lost a conflict too, and seals again what is not sealed under the tenant's current key, which
    /// it asks <see cref="ITenantKeys.GetCurrentAsync"/> for. Called several times a rotation; a call that finds nothing to do writes nothing.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="progress">Told what was done so far in this call, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the call. What was sealed is kept.</param>
    /// <returns>What this call found and did.</returns>
    ValueTask<ResealResult> ResealAsync(TenantId tenant, IProgress<ResealResult>? progress = null, CancellationToken cancellationToken = default);
}
