using Raindrop.Keys.Stored;

namespace Raindrop.Keys.Backups;

/// <summary>What is written for one tenant of a backup.</summary>
/// <param name="Outcome">What that does.</param>
/// <param name="Write">What is written, <see langword="null"/> for nothing.</param>
/// <param name="Revision">The revision that it replaces.</param>
internal readonly record struct RestoreStep(RestoreOutcome Outcome, TenantKeyDocument? Write = null, string? Revision = null);
