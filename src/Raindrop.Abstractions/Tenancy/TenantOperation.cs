namespace Raindrop.Tenancy;

/// <summary>What a request does, in the terms of CouchDB's API. The names may stand in logs and metrics.</summary>
public enum TenantOperation
{
    /// <summary>Nothing; no request has it.</summary>
    None = 0,

    /// <summary>Asks what answers at the mount.</summary>
    Root,

    /// <summary>Reads the numbers of a database: documents, sizes, sequences.</summary>
    DatabaseInfo,

    /// <summary>Creates a database.</summary>
    DatabaseCreate,

    /// <summary>Deletes a database.</summary>
    DatabaseDelete,

    /// <summary>Asks that what was written be on the disk.</summary>
    DatabaseCommit,

    /// <summary>Reads one revision of a document.</summary>
    DocumentRead,

    /// <summary>Reads several revisions of a document (<c>open_revs</c>).</summary>
    DocumentRevisionsRead,

    /// <summary>Writes a document whose id stands in the body, or is made up by CouchDB.</summary>
    DocumentCreate,

    /// <summary>Writes a document.</summary>
    DocumentWrite,

    /// <summary>Writes a revision that exists elsewhere, without naming the current one (<c>new_edits=false</c>).</summary>
    DocumentReplicate,

    /// <summary>Deletes a document.</summary>
    DocumentDelete,

    /// <summary>Copies a document to another id of the same database.</summary>
    DocumentCopy,

    /// <summary>Writes a document or its attachments from an HTML form.</summary>
    DocumentForm,

    /// <summary>Reads a local document, which is not replicated.</summary>
    LocalDocumentRead,

    /// <summary>Writes or deletes a local document.</summary>
    LocalDocumentWrite,

    /// <summary>Reads an attachment.</summary>
    AttachmentRead,

    /// <summary>Writes or deletes an attachment.</summary>
    AttachmentWrite,

    /// <summary>Reads a design document.</summary>
    DesignDocumentRead,

    /// <summary>Writes, copies onto or deletes a design document.</summary>
    DesignDocumentWrite,

    /// <summary>Reads an attachment of a design document.</summary>
    DesignAttachmentRead,

    /// <summary>Writes or deletes an attachment of a design document.</summary>
    DesignAttachmentWrite,

    /// <summary>Lists documents by their ids.</summary>
    DocumentList,

    /// <summary>Lists design documents.</summary>
    DesignDocumentList,

    /// <summary>Lists local documents.</summary>
    LocalDocumentList,

    /// <summary>Reads many documents by id and revision.</summary>
    BulkRead,

    /// <summary>Writes many documents.</summary>
    BulkWrite,

    /// <summary>Asks which revisions the database lacks.</summary>
    RevisionDifference,

    /// <summary>Reads the changes up to now.</summary>
    ChangesRead,

    /// <summary>Follows the changes: the answer waits for more (long polling, continuous, event source).</summary>
    ChangesFollow,

    /// <summary>Queries a view.</summary>
    ViewQuery,

    /// <summary>Queries a full-text index.</summary>
    SearchQuery,

    /// <summary>Reads the state of the indexes of a design document.</summary>
    IndexInfo,

    /// <summary>Runs a function of a design document that answers by itself or writes: show, list, update, rewrite.</summary>
    DesignFunction,

    /// <summary>Finds documents by a selector.</summary>
    Find,

    /// <summary>Asks how a selector would be answered.</summary>
    FindExplain,

    /// <summary>Lists the indexes for selectors.</summary>
    IndexList,

    /// <summary>Creates or deletes an index for selectors, which is a design document.</summary>
    IndexWrite,

    /// <summary>Reads the numbers of a partition.</summary>
    PartitionInfo,

    /// <summary>Reads who may use the database.</summary>
    SecurityRead,

    /// <summary>Sets who may use the database.</summary>
    SecurityWrite,

    /// <summary>Reads or sets how many revisions are remembered.</summary>
    RevisionLimit,

    /// <summary>Removes revisions without a trace, or reads what was removed.</summary>
    Purge,

    /// <summary>Compacts the database or its views.</summary>
    Compaction,

    /// <summary>Deletes index files that no design document needs.</summary>
    IndexCleanup,

    /// <summary>Reads or repairs where the database is stored in the cluster.</summary>
    Shards,

    /// <summary>Anything at the level of the server: its databases, users, sessions, configuration, replications.</summary>
    Server,
}
