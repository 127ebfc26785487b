namespace Raindrop.CouchDb;

/// <summary>What a replication did.</summary>
/// <param name="DocumentsRead">The documents that were read from the source.</param>
/// <param name="DocumentsWritten">The documents that were written to the target.</param>
/// <param name="WriteFailures">The documents that the target refused; they are missing there.</param>
public sealed record ReplicationResult(long DocumentsRead, long DocumentsWritten, long WriteFailures);
