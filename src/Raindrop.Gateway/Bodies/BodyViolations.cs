using Microsoft.AspNetCore.Http;

namespace Raindrop.Gateway.Bodies;

/// <summary>What the client is told of a violation, in CouchDB's terms. No text holds anything of the body.</summary>
internal static class BodyViolations
{
    public static int StatusOf(BodyViolation violation) => violation switch
    {
        BodyViolation.ContentType or BodyViolation.ContentEncoding => StatusCodes.Status415UnsupportedMediaType,
        BodyViolation.DesignDocument => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status400BadRequest,
    };

    public static string ErrorOf(BodyViolation violation) => StatusOf(violation) switch
    {
        StatusCodes.Status415UnsupportedMediaType => "bad_content_type",
        StatusCodes.Status403Forbidden => "forbidden",
        _ => "bad_request",
    };

    public static string ReasonOf(BodyViolation violation) => violation switch
    {
        BodyViolation.DuplicateName => "An object in the body gives a name twice.",
        BodyViolation.InvalidUtf8 => "The body is not UTF-8.",
        BodyViolation.UnpairedSurrogate => "A string in the body holds a surrogate without its partner.",
        BodyViolation.ByteOrderMark => "The body must not start with a byte order mark.",
        BodyViolation.MalformedJson => "The body is not JSON.",
        BodyViolation.TooDeep => "The body is nested too deep.",
        BodyViolation.TrailingData => "Something follows the end of the body's JSON or of its last part.",
        BodyViolation.Incomplete => "The body ends too early.",
        BodyViolation.MalformedMultipart => "The body is not multipart as its Content-Type says, or its first part is not JSON.",
        BodyViolation.NoAttachment => "The document names no attachment that follows it: send it as application/json.",
        BodyViolation.DesignDocument => "Design documents come with releases and are not written by tenants.",
        BodyViolation.ContentType => "The body must be application/json; a document with attachments may be multipart/related with a plain boundary.",
        BodyViolation.ContentEncoding => "Bodies must be sent without Content-Encoding.",
        BodyViolation.UnexpectedBody => "The request takes no body.",
        BodyViolation.MissingBody => "The request needs a body.",
        _ => "The body is not taken.",
    };
}
