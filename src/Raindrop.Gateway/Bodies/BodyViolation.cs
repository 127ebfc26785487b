namespace Raindrop.Gateway.Bodies;

/// <summary>Why a body is refused. A closed vocabulary: it may stand in logs and metrics.</summary>
internal enum BodyViolation
{
    None = 0,
    DuplicateName,
    InvalidUtf8,
    UnpairedSurrogate,
    ByteOrderMark,
    MalformedJson,
    TooDeep,
    TrailingData,
    Incomplete,
    MalformedMultipart,
    NoAttachment,
    DesignDocument,
    ContentType,
    ContentEncoding,
    UnexpectedBody,
    MissingBody,
}
