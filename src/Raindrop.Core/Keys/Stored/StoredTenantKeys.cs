namespace Raindrop.Keys.Stored;

/// <summary>The keys of a tenant as they were read.</summary>
/// <param name="Document">The keys.</param>
/// <param name="Revision">The revision that a write replaces.</param>
/// <param name="ReadAt">A moment before the store answered: the keys are at least as young.</param>
internal sealed record StoredTenantKeys(TenantKeyDocument Document, string Revision, Moment ReadAt);
