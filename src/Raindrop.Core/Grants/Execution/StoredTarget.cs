namespace Raindrop.Grants.Execution;

/// <summary>A target as it was read.</summary>
/// <param name="Target">The target.</param>
/// <param name="Revision">The revision that a write replaces; <see langword="null"/> where there is none yet.</param>
internal sealed record StoredTarget(TenantTarget Target, string? Revision);
