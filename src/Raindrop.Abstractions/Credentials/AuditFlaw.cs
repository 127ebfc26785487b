namespace Raindrop.Credentials;

/// <summary>Something that is wrong with an audit trail.</summary>
/// <param name="Number">The number of the entry concerned.</param>
/// <param name="Kind">What is wrong.</param>
public readonly record struct AuditFlaw(long Number, AuditFlawKind Kind);
