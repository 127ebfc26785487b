using Raindrop.Tenancy;
using static Raindrop.Gateway.Grammar.RequestBodyKind;
using static Raindrop.Tenancy.TenantOperation;

namespace Raindrop.Gateway.Grammar;

/// <summary>The grammar of CouchDB 3.5: every endpoint, method and parameter that changes the meaning, as one table. What is not here is refused.</summary>
/// <remarks>
/// Of the rows of one path and method the first whose condition holds counts. Sources: the url, database and design handlers of chttpd,
/// mango, mem3, dreyfus, nouveau, setup and global_changes at tag 3.5.0, and the API reference of the same version.
/// </remarks>
internal static class GrammarTable
{
    private const string Read = "GET HEAD";
    private const string Query = "GET HEAD POST";
    private const string Every = "GET HEAD POST PUT DELETE COPY";

    private static readonly ParameterCondition Follows = new("feed", "longpoll", "continuous", "live", "eventsource");
    private static readonly ParameterCondition AsksRevisions = new("open_revs");
    private static readonly ParameterCondition Replicates = new("new_edits", "false");

    /// <summary>The first segments that belong to the server: its endpoints, then its databases.</summary>
    private static readonly string[] ServerNames =
    [
        "_active_tasks", "_all_dbs", "_cluster_setup", "_config", "_db_updates", "_dbs_info", "_log", "_membership", "_node", "_nouveau_analyze",
        "_reload_query_servers", "_replicate", "_reshard", "_restart", "_scheduler", "_search_analyze", "_session", "_stats", "_up", "_utils", "_uuids",
        "_dbs", "_global_changes", "_nodes", "_replicator", "_users",
    ];

    public static IReadOnlyList<GrammarRow> Rows { get; } =
    [
        Allow("/", Read, Root) with { Access = OperationAccess.Anyone },

        // The database.
        Allow("/{db}", Read, DatabaseInfo),
        Allow("/{db}", "POST", DocumentCreate, Parameters.DocumentCreate, Json, writes: true),
        Refuse("/{db}", "PUT", DatabaseCreate),
        Refuse("/{db}", "DELETE", DatabaseDelete),
        Allow("/{db}/_ensure_full_commit", "POST", DatabaseCommit, body: OptionalJson, writes: true),
        Allow("/{db}/_bulk_docs", "POST", BulkWrite, Parameters.BulkWrite, Json, writes: true),
        Allow("/{db}/_bulk_get", "POST", BulkRead, Parameters.BulkRead, Json),
        Allow("/{db}/_revs_diff", "POST", RevisionDifference, body: Json),
        Allow("/{db}/_missing_revs", "POST", RevisionDifference, body: Json),
        Allow("/{db}/_changes", "GET POST", ChangesFollow, Parameters.ChangesFollow, OptionalJson) with { When = Follows, TakesFilterParameters = true },
        Allow("/{db}/_changes", Query, ChangesRead, Parameters.ChangesRead, OptionalJson) with { TakesFilterParameters = true },

        // Lists and queries.
        Allow("/{db}/_all_docs", Query, DocumentList, Parameters.List, Json),
        Allow("/{db}/_all_docs/queries", "POST", DocumentList, Parameters.List, Json),
        Allow("/{db}/_design_docs", Query, DesignDocumentList, Parameters.List, Json),
        Allow("/{db}/_design_docs/queries", "POST", DesignDocumentList, Parameters.List, Json),
        Allow("/{db}/_local_docs", Query, LocalDocumentList, Parameters.List, Json),
        Allow("/{db}/_local_docs/queries", "POST", LocalDocumentList, Parameters.List, Json),
        Allow("/{db}/_find", "POST", Find, body: Json),
        Allow("/{db}/_explain", "POST", FindExplain, body: Json),
        Allow("/{db}/_index", Read, IndexList, Parameters.IndexList),
        Refuse("/{db}/_index", "POST", IndexWrite),
        Refuse("/{db}/_index/{any}", Every, IndexWrite),
        Allow("/{db}/_partition/{partition}", Read, PartitionInfo),
        Allow("/{db}/_partition/{partition}/_all_docs", Query, DocumentList, Parameters.List, Json),
        Allow("/{db}/_partition/{partition}/_find", "POST", Find, body: Json),
        Allow("/{db}/_partition/{partition}/_explain", "POST", FindExplain, body: Json),
        Allow("/{db}/_partition/{partition}/_design/{ddoc}/_view/{view}", Query, ViewQuery, Parameters.View, Json),
        Allow("/{db}/_partition/{partition}/_design/{ddoc}/_search/{index}", Query, SearchQuery, Parameters.Search, Json),
        Allow("/{db}/_partition/{partition}/_design/{ddoc}/_nouveau/{index}", Query, SearchQuery, Parameters.Nouveau, Json),

        // Administration.
        Refuse("/{db}/_security", Read, SecurityRead),
        Refuse("/{db}/_security", "PUT", SecurityWrite),
        Refuse("/{db}/_revs_limit", "GET HEAD PUT", RevisionLimit),
        Refuse("/{db}/_purge", "POST", Purge),
        Refuse("/{db}/_purged_infos", Read, Purge),
        Refuse("/{db}/_purged_infos_limit", "GET HEAD PUT", Purge),
        Refuse("/{db}/_compact/{any}", "POST", Compaction),
        Refuse("/{db}/_view_cleanup", "POST", IndexCleanup),
        Refuse("/{db}/_search_cleanup", "POST", IndexCleanup),
        Refuse("/{db}/_nouveau_cleanup", "POST", IndexCleanup),
        Refuse("/{db}/_shards/{any}", Read, Shards),
        Refuse("/{db}/_sync_shards", "POST", Shards),

        // Design documents.
        Allow("/{db}/_design/{ddoc}", Read, DesignDocumentRead, Parameters.DocumentRevisionsRead),
        Refuse("/{db}/_design/{ddoc}", "PUT POST DELETE COPY", DesignDocumentWrite),
        Allow("/{db}/_design/{ddoc}/_info", Read, IndexInfo),
        Allow("/{db}/_design/{ddoc}/_view/{view}", Query, ViewQuery, Parameters.View, Json),
        Allow("/{db}/_design/{ddoc}/_view/{view}/queries", "POST", ViewQuery, Parameters.View, Json),
        Allow("/{db}/_design/{ddoc}/_search/{index}", Query, SearchQuery, Parameters.Search, Json),
        Allow("/{db}/_design/{ddoc}/_search_info/{index}", Read, IndexInfo),
        Allow("/{db}/_design/{ddoc}/_search_disk_size/{index}", Read, IndexInfo),
        Allow("/{db}/_design/{ddoc}/_nouveau/{index}", Query, SearchQuery, Parameters.Nouveau, Json),
        Allow("/{db}/_design/{ddoc}/_nouveau_info/{index}", Read, IndexInfo),
        Refuse("/{db}/_design/{ddoc}/_show/{any}", Every, DesignFunction),
        Refuse("/{db}/_design/{ddoc}/_list/{any}", Every, DesignFunction),
        Refuse("/{db}/_design/{ddoc}/_update/{any}", Every, DesignFunction),
        Refuse("/{db}/_design/{ddoc}/_rewrite/{any}", Every, DesignFunction),
        Allow("/{db}/_design/{ddoc}/{attname}", Read, DesignAttachmentRead, Parameters.AttachmentRead),
        Refuse("/{db}/_design/{ddoc}/{attname}", "PUT DELETE", DesignAttachmentWrite),

        // Local documents.
        Allow("/{db}/_local/{local}", Read, LocalDocumentRead, Parameters.LocalDocumentRead),
        Allow("/{db}/_local/{local}", "PUT", LocalDocumentWrite, Parameters.DocumentWrite, Json, writes: true),
        Allow("/{db}/_local/{local}", "DELETE", LocalDocumentWrite, Parameters.DocumentDelete, writes: true),

        // Documents and their attachments.
        Allow("/{db}/{docid}", Read, DocumentRevisionsRead, Parameters.DocumentRevisionsRead) with { When = AsksRevisions },
        Allow("/{db}/{docid}", Read, DocumentRead, Parameters.DocumentRead),
        Allow("/{db}/{docid}", "PUT", DocumentReplicate, Parameters.DocumentReplicate, Document, writes: true) with { When = Replicates },
        Allow("/{db}/{docid}", "PUT", DocumentWrite, Parameters.DocumentWrite, Document, writes: true),
        Allow("/{db}/{docid}", "DELETE", DocumentDelete, Parameters.DocumentDelete, writes: true),
        Allow("/{db}/{docid}", "COPY", DocumentCopy, Parameters.DocumentCopy, writes: true),
        Refuse("/{db}/{docid}", "POST", DocumentForm),
        Allow("/{db}/{docid}/{attname}", Read, AttachmentRead, Parameters.AttachmentRead),
        Allow("/{db}/{docid}/{attname}", "PUT", AttachmentWrite, Parameters.AttachmentWrite, Attachment, writes: true),
        Allow("/{db}/{docid}/{attname}", "DELETE", AttachmentWrite, Parameters.AttachmentWrite, writes: true),

        // The server, and the databases that belong to it.
        .. ServerNames.Select(name => Refuse($"/{name}/{{any}}", Every, Server)),
    ];

    /// <summary>What the tenant may do in its own database.</summary>
    private static GrammarRow Allow(
        string path, string methods, TenantOperation operation, Parameter[]? parameters = null, RequestBodyKind body = RequestBodyKind.None, bool writes = false) => new()
        {
            Path = new PathTemplate(path),
            Methods = methods.Split(' '),
            Operation = operation,
            Access = OperationAccess.Tenant,
            Parameters = parameters ?? [],
            Body = body,
            IsWrite = writes,
        };

    /// <summary>What nobody may do through the gateway, though a member of the database might get through to CouchDB. Its parameters do not matter.</summary>
    private static GrammarRow Refuse(string path, string methods, TenantOperation operation) => new()
    {
        Path = new PathTemplate(path),
        Methods = methods.Split(' '),
        Operation = operation,
        Access = OperationAccess.Refused,
        IsWrite = methods is not Read,
    };
}
