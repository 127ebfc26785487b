namespace Raindrop.Gateway.Bodies;

/// <summary>Where a JSON body names the documents that it writes.</summary>
internal enum JsonBodyShape
{
    /// <summary>Nowhere: it queries, or the path names the document.</summary>
    Any = 0,

    /// <summary>Nowhere, and it must name an attachment that follows it.</summary>
    WithAttachments,

    /// <summary>In its own <c>_id</c>.</summary>
    Document,

    /// <summary>In the <c>_id</c> of each of its <c>docs</c>.</summary>
    BulkDocuments,
}
