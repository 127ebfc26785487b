namespace Raindrop.Testing.Conformance;

/// <summary>The part of the contracts that a conformance case is about.</summary>
public enum ConformanceArea
{
    /// <summary>The server: what it is, its databases, the feed of their updates.</summary>
    Server,

    /// <summary>One document: create, read, replace, delete.</summary>
    Documents,

    /// <summary>Ids and bodies that break careless stores, and those that every store refuses.</summary>
    Content,

    /// <summary>Bulk writes.</summary>
    BulkWrites,

    /// <summary>Replicated writes, revision trees, conflicts and winners.</summary>
    Revisions,

    /// <summary>Bulk reads, ranges and lookups.</summary>
    Reads,

    /// <summary>Changes feeds.</summary>
    Changes,

    /// <summary>Local documents.</summary>
    LocalDocuments,

    /// <summary>Attachments.</summary>
    Attachments,

    /// <summary>Removing what was replaced or deleted.</summary>
    Compaction,

    /// <summary>Cancellation and concurrent callers.</summary>
    Concurrency,
}
