using Microsoft.AspNetCore.Http;

namespace Raindrop.Gateway.Grammar;

/// <summary>What the client is told of a refusal, in CouchDB's terms. No text holds anything of the request.</summary>
internal static class GrammarRefusals
{
    public static int StatusOf(GrammarRefusal refusal) => refusal switch
    {
        GrammarRefusal.OutsideMount or GrammarRefusal.UnknownEndpoint => StatusCodes.Status404NotFound,
        GrammarRefusal.UnknownMethod => StatusCodes.Status405MethodNotAllowed,
        GrammarRefusal.TooLong => StatusCodes.Status414UriTooLong,
        _ => StatusCodes.Status400BadRequest,
    };

    public static string ErrorOf(GrammarRefusal refusal) => StatusOf(refusal) switch
    {
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status414UriTooLong => "too_long",
        _ => "bad_request",
    };

    public static string ReasonOf(GrammarRefusal refusal) => refusal switch
    {
        GrammarRefusal.NotOriginForm => "The request target must be a path.",
        GrammarRefusal.OutsideMount => "There is no database here.",
        GrammarRefusal.TooLong => "The request target is too long: send keys in a body.",
        GrammarRefusal.Fragment => "The request target must not hold a fragment: encode # as %23.",
        GrammarRefusal.IllegalCharacter => "The request target holds a character that must be percent-encoded.",
        GrammarRefusal.PercentEncoding => "A percent sign must be followed by two hexadecimal digits: encode % as %25.",
        GrammarRefusal.InvalidUtf8 => "The request target is not UTF-8 once it is decoded.",
        GrammarRefusal.ControlCharacter => "The request target holds a control character.",
        GrammarRefusal.Backslash => "A path must not hold a backslash.",
        GrammarRefusal.DotSegment => "No part of a path may be . or .. on its own, encoded or not.",
        GrammarRefusal.EmptySegment => "A path must not hold an empty segment.",
        GrammarRefusal.EncodedSlash => "An encoded slash may stand only in ids of documents and names of attachments.",
        GrammarRefusal.AmbiguousPlus => "A plus sign in a path is read in two ways: encode it as %2B, or a space as %20.",
        GrammarRefusal.UnknownEndpoint => "There is no such endpoint.",
        GrammarRefusal.UnknownMethod => "The endpoint does not take this method: see Allow.",
        GrammarRefusal.MethodOverride => "Headers that override the method are not taken: send the method itself.",
        GrammarRefusal.UnknownParameter => "The endpoint does not take one of the query parameters.",
        GrammarRefusal.DuplicateParameter => "A query parameter is given twice.",
        GrammarRefusal.ParameterValue => "A query parameter has a value that the endpoint does not take.",
        GrammarRefusal.Destination => "COPY takes one Destination: the id of a document in the same database, percent-encoded, with ?rev= if it exists.",
        _ => "The request is not understood.",
    };
}
