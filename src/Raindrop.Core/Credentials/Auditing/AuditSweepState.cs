using Raindrop.Documents;

namespace Raindrop.Credentials.Auditing;

/// <summary>How the last sweep of audit trails went on this host.</summary>
internal sealed class AuditSweepState
{
    private volatile DocumentStoreException? _failure;

    /// <summary>Why it failed, <see langword="null"/> where it did not.</summary>
    public DocumentStoreException? Failure
    {
        get => _failure;
        set => _failure = value;
    }
}
