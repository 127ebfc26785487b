namespace Raindrop.Gateway.Grammar;

/// <summary>The body that an endpoint takes.</summary>
internal enum RequestBodyKind
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>JSON, or nothing.</summary>
    OptionalJson,

    /// <summary>One document as JSON, or as <c>multipart/related</c> with its attachments.</summary>
    Document,

    /// <summary>Any bytes.</summary>
    Attachment,
}
