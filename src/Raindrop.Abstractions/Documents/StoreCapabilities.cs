namespace Raindrop.Documents;

/// <summary>What not every document store can do. A call that needs what is missing throws <see cref="StoreFeatureMissingException"/>.</summary>
[Flags]
public enum StoreCapabilities
{
    /// <summary>Nothing beyond what every store can do.</summary>
    None = 0,

    /// <summary>The state of many databases in one request (<c>_dbs_info</c>).</summary>
    DatabaseInfos = 1 << 0,

    /// <summary>A feed of which databases changed (<c>_db_updates</c>).</summary>
    DatabaseUpdates = 1 << 1,

    /// <summary>Several id ranges in one request (<c>_all_docs/queries</c>). Without it each range is a request of its own.</summary>
    MultipleRanges = 1 << 2,

    /// <summary>Changes filtered by a Mango selector.</summary>
    ChangesSelector = 1 << 3,

    /// <summary>Mango indexes and <c>_find</c>.</summary>
    Find = 1 << 4,

    /// <summary><c>_find</c> goes on by bookmark.</summary>
    FindBookmarks = 1 << 5,

    /// <summary>Server-side replication (<c>_replicate</c>).</summary>
    Replication = 1 << 6,

    /// <summary>Access rules of a database (<c>_security</c>).</summary>
    DatabaseSecurity = 1 << 7,

    /// <summary>Validation functions in design documents.</summary>
    Validation = 1 << 8,

    /// <summary>A document and its attachments in one multipart request.</summary>
    MultipartWrites = 1 << 9,

    /// <summary>Sign-in by a JSON Web Token.</summary>
    JwtAuthentication = 1 << 10,

    /// <summary>Sign-in by headers of a trusted proxy.</summary>
    ProxyAuthentication = 1 << 11,

    /// <summary>Numbers keep their text: 9007199254740993 comes back as itself.</summary>
    ExactNumbers = 1 << 12,

    /// <summary>What was replaced or deleted is removed from the files on request (<see cref="IDocumentCompaction"/>).</summary>
    Compaction = 1 << 13,
}
