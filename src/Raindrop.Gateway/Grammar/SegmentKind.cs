namespace Raindrop.Gateway.Grammar;

/// <summary>What may stand at a place of a path.</summary>
internal enum SegmentKind
{
    /// <summary>This very text.</summary>
    Literal = 0,

    /// <summary>The name of the database: one segment without slash.</summary>
    Database,

    /// <summary>The id of a document; it may hold slashes, and does not start with <c>_</c>.</summary>
    Document,

    /// <summary>The name of a design document behind <c>_design/</c>; it may hold slashes, and does not start with <c>_</c>.</summary>
    Design,

    /// <summary>The name of a local document behind <c>_local/</c>; it may hold slashes, and may start with <c>_</c>, as PouchDB's checkpoints do.</summary>
    Local,

    /// <summary>The name of an attachment, which goes on to the end of the path; it may hold slashes, and does not start with <c>_</c>.</summary>
    Attachment,

    /// <summary>The name of a view or index: one segment without slash, which does not start with <c>_</c>.</summary>
    Index,

    /// <summary>The name of a partition: one segment without slash, which does not start with <c>_</c>.</summary>
    Partition,

    /// <summary>Whatever follows, or nothing. Only for what is refused.</summary>
    Anything,
}
