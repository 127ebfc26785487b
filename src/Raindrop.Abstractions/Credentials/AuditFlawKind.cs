namespace Raindrop.Credentials;

/// <summary>What is wrong with an audit trail.</summary>
public enum AuditFlawKind
{
    /// <summary>The entry is not there, although a later one is, or although it was there when the head to compare with was taken.</summary>
    Missing,

    /// <summary>The entry does not follow from the one before it: one of the two was altered.</summary>
    Broken,

    /// <summary>The document is not one that the vault wrote.</summary>
    Malformed,

    /// <summary>The entry is not the one that was there when the head to compare with was taken.</summary>
    Replaced,
}
