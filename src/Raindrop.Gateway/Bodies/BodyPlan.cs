using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Raindrop.Gateway.Grammar;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Bodies;

/// <summary>What is to be done with the body of a request, decided from its headers before a byte is read.</summary>
/// <param name="Violation">Why the request is refused at once.</param>
/// <param name="ContentType">The <c>Content-Type</c> that goes upstream in place of the client's; <see langword="null"/> to send the client's own.</param>
/// <param name="Checker">What the body must obey; <see langword="null"/> where it passes as it is, or there is none.</param>
internal readonly record struct BodyPlan(BodyViolation Violation, string? ContentType, IBodyChecker? Checker)
{
    /// <summary>Decides.</summary>
    /// <param name="target">The request.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="hasBody">Whether it may have a body, as <c>IHttpRequestBodyDetectionFeature</c> says.</param>
    /// <param name="refusesDesign">Whether a bulk write that holds a design document is refused as a whole, as it must be where CouchDB might take it. A single one is in any case.</param>
    public static BodyPlan Create(ParsedTarget target, IHeaderDictionary headers, bool hasBody, bool refusesDesign)
    {
        if (!hasBody)
        {
            return target.Body switch
            {
                RequestBodyKind.None or RequestBodyKind.Attachment => default,
                RequestBodyKind.OptionalJson => new BodyPlan(BodyViolation.None, MediaType.Json, null),
                _ => Refuse(BodyViolation.MissingBody),
            };
        }

        if (target.Body == RequestBodyKind.None) return Refuse(BodyViolation.UnexpectedBody);
        var encoding = headers.ContentEncoding;
        if (encoding.Count > 0 && !(encoding is [var only] && "identity".Equals(only, StringComparison.OrdinalIgnoreCase))) return Refuse(BodyViolation.ContentEncoding);
        if (target.Body == RequestBodyKind.Attachment) return default;

        var contentType = headers.ContentType is [var single] ? single : null;
        if (MediaType.IsJson(contentType)) return new BodyPlan(BodyViolation.None, MediaType.Json, new JsonChecker(ShapeOf(target.Request.Operation), refusesDesign || target.Request.Operation == TenantOperation.DocumentCreate));
        return target.Body == RequestBodyKind.Document && MediaType.FindBoundary(contentType, "related") is { } boundary
            ? new BodyPlan(BodyViolation.None, MediaType.Related(boundary), new MultipartChecker(boundary, onlyFirstIsJson: true))
            : Refuse(BodyViolation.ContentType);
    }

    private static BodyPlan Refuse(BodyViolation violation) => new(violation, null, null);

    private static JsonBodyShape ShapeOf(TenantOperation operation) => operation switch
    {
        TenantOperation.DocumentCreate => JsonBodyShape.Document,
        TenantOperation.BulkWrite => JsonBodyShape.BulkDocuments,
        _ => JsonBodyShape.Any,
    };
}
