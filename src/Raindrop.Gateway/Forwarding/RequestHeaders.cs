using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Raindrop.Gateway.Grammar;
using Raindrop.Tenancy;
using Yarp.ReverseProxy.Transforms;

namespace Raindrop.Gateway.Forwarding;

/// <summary>Which of the client's headers go to CouchDB. All others stay here, those that CouchDB would act on among them.</summary>
internal sealed class RequestHeaders : RequestTransform
{
    private static readonly string[] Always = [HeaderNames.Accept, HeaderNames.ContentLength, HeaderNames.IfMatch, HeaderNames.IfNoneMatch];

    /// <summary>Only attachments are sent encoded, in part, or with a digest.</summary>
    private static readonly string[] OfAttachments = [HeaderNames.AcceptEncoding, HeaderNames.ContentType, HeaderNames.Range, HeaderNames.IfRange, HeaderNames.ContentMD5];

    private static readonly string[] OfFeeds = ["Last-Event-ID"];

    public static void Copy(HttpContext context, HttpRequestMessage request, ParsedTarget target, string? contentType)
    {
        var outgoing = new RequestTransformContext { HttpContext = context, ProxyRequest = request };
        CopyAll(context, outgoing, Always);
        if (contentType is not null) AddHeader(outgoing, HeaderNames.ContentType, contentType);
        else if (target.Request.AttachmentName is not null) CopyAll(context, outgoing, OfAttachments);
        if (target.Request.Operation == TenantOperation.ChangesFollow) CopyAll(context, outgoing, OfFeeds);
        if (target.Destination is { } destination) AddHeader(outgoing, "Destination", destination.Write());
    }

    public override ValueTask ApplyAsync(RequestTransformContext context) => throw new NotSupportedException("Headers are copied by an allow list.");

    private static void CopyAll(HttpContext context, RequestTransformContext outgoing, string[] names)
    {
        foreach (var name in names)
        {
            if (context.Request.Headers.TryGetValue(name, out var values)) AddHeader(outgoing, name, values);
        }
    }
}
