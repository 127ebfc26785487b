using Raindrop.Core.Tests.Keys.World;
using Raindrop.Tenancy;

namespace Raindrop.Tenants.Tests.Stores;

/// <summary>One host of several on the same stores.</summary>
/// <param name="Directory">Its directory of tenants.</param>
/// <param name="Keys">What it holds of the tenants' keys; none where it has no key store.</param>
internal sealed record TenantHost(ITenantDirectory Directory, KeyHost? Keys);
