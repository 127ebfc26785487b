using static Raindrop.Gateway.Grammar.ParameterKind;

namespace Raindrop.Gateway.Grammar;

/// <summary>The query parameters of CouchDB 3.5 by endpoint. What is not here is refused.</summary>
/// <remarks>
/// Sources: parse_doc_query and parse_changes_query of chttpd_db.erl, parse_param of couch_mrview_http.erl, mango_httpd.erl, dreyfus_httpd.erl,
/// nouveau_httpd.erl, and the API reference. Left out on purpose: <c>callback</c> (turns JSON into script), <c>buffer_response</c> (holds a
/// whole answer in the server's memory), <c>include_system</c>. <c>update_seq</c> is sent by PouchDB where CouchDB ignores it.
/// </remarks>
internal static class Parameters
{
    /// <summary>Added by PouchDB against caches; dropped everywhere.</summary>
    public const string Nonce = "_nonce";

    /// <summary>Names with a meaning for every endpoint of CouchDB, which no custom filter may take.</summary>
    public static readonly string[] Reserved = ["buffer_response", "callback", Nonce];

    private static readonly Parameter Attachments = new("attachments", Flag);
    private static readonly Parameter EncodingInfo = new("att_encoding_info", Flag);
    private static readonly Parameter Batch = new("batch", Choice) { Choices = ["ok"] };
    private static readonly Parameter Conflicts = new("conflicts", Flag);
    private static readonly Parameter Descending = new("descending", Flag);
    private static readonly Parameter IncludeDocs = new("include_docs", Flag);
    private static readonly Parameter Limit = new("limit", Count);
    private static readonly Parameter ReadQuorum = new("r", Count);
    private static readonly Parameter Revision = new("rev", Text);
    private static readonly Parameter Skip = new("skip", Count);
    private static readonly Parameter UpdateSequence = new("update_seq", Flag);
    private static readonly Parameter WriteQuorum = new("w", Count);

    public static readonly Parameter[] DocumentRead =
    [
        Revision, new("revs", Flag), new("revs_info", Flag), new("latest", Flag), new("meta", Flag), Conflicts, new("deleted", Flag),
        new("deleted_conflicts", Flag), new("local_seq", Flag), Attachments, EncodingInfo, new("atts_since", Json), ReadQuorum, UpdateSequence,
    ];

    public static readonly Parameter[] DocumentRevisionsRead = [.. DocumentRead, new("open_revs", Json)];
    public static readonly Parameter[] LocalDocumentRead = [Revision, new("revs", Flag), ReadQuorum];
    public static readonly Parameter[] DocumentCreate = [Batch, WriteQuorum];
    public static readonly Parameter[] DocumentWrite = [Revision, Batch, new("new_edits", Choice) { Choices = ["true"] }, WriteQuorum];
    public static readonly Parameter[] DocumentReplicate = [Revision, Batch, new("new_edits", Choice) { Choices = ["false"] }, WriteQuorum];
    public static readonly Parameter[] DocumentDelete = [Revision, Batch, WriteQuorum];
    public static readonly Parameter[] DocumentCopy = [Revision, Batch];
    public static readonly Parameter[] AttachmentRead = [Revision, ReadQuorum];
    public static readonly Parameter[] AttachmentWrite = [Revision, WriteQuorum];

    public static readonly Parameter[] BulkRead = [new("revs", Flag), new("latest", Flag), Attachments, EncodingInfo, ReadQuorum];
    public static readonly Parameter[] BulkWrite = [WriteQuorum];

    public static readonly Parameter[] List =
    [
        new("key", Json), new("keys", Json),
        new("startkey", Json) { Aliases = ["start_key"] }, new("startkey_docid", Text) { Aliases = ["start_key_doc_id"] },
        new("endkey", Json) { Aliases = ["end_key"] }, new("endkey_docid", Text) { Aliases = ["end_key_doc_id"] },
        new("inclusive_end", Flag), Descending, Limit, Skip, IncludeDocs, Conflicts, Attachments, EncodingInfo, UpdateSequence, new("sorted", Flag),
        new("stable", Flag), new("stale", Choice) { Choices = ["ok", "update_after"] }, new("update", Choice) { Choices = ["true", "false", "lazy"] },
    ];

    public static readonly Parameter[] View = [.. List, new("reduce", Flag), new("group", Flag), new("group_level", Count)];

    private static readonly Parameter[] Changes =
    [
        new("since", Text) { Aliases = ["last-event-id"] }, Limit, Descending, new("style", Choice) { Choices = ["main_only", "all_docs"] },
        new("filter", Text), new("view", Text), new("doc_ids", Json), IncludeDocs, Conflicts, Attachments, EncodingInfo,
        new("heartbeat", CountOrTrue), new("timeout", Count), new("seq_interval", Count), UpdateSequence,
    ];

    public static readonly Parameter[] ChangesRead = [.. Changes, new("feed", Choice) { Choices = ["normal"] }];
    public static readonly Parameter[] ChangesFollow = [.. Changes, new("feed", Choice) { Choices = ["longpoll", "continuous", "live", "eventsource"] }];

    public static readonly Parameter[] IndexList = [Limit, Skip];

    public static readonly Parameter[] Search =
    [
        new("q", Text) { Aliases = ["query"] }, new("bookmark", Text), new("sort", Json), Limit, new("stale", Choice) { Choices = ["ok"] }, IncludeDocs,
        new("group_by", Text) { Aliases = ["group_field"] }, new("group_sort", Json), new("group_limit", Count), new("stable", Flag),
        new("include_fields", Json), new("counts", Json), new("ranges", Json), new("drilldown", Json), new("highlight_fields", Json),
        new("highlight_pre_tag", Json), new("highlight_post_tag", Json), new("highlight_number", Count), new("highlight_size", Count),
    ];

    public static readonly Parameter[] Nouveau =
    [
        new("q", Text), new("locale", Text), Limit, new("top_n", Count), new("sort", Json), new("ranges", Json), new("counts", Json),
        new("update", Flag), new("bookmark", Text), IncludeDocs,
    ];
}
