namespace Raindrop.Credentials;

/// <summary>An entry of a tenant's audit trail.</summary>
/// <param name="Number">Its place in the trail, from 1 without gaps.</param>
/// <param name="At">When it was noted, to the millisecond, by the clock of the host that did. Numbers give the order, not times.</param>
/// <param name="Note">What was noted.</param>
public sealed record AuditEntry(long Number, DateTimeOffset At, AuditNote Note);
