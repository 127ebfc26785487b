using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Raindrop.Gateway.Answers;
using Raindrop.Gateway.Grammar;
using Raindrop.Gateway.Limits;
using Raindrop.Tenancy;
using Yarp.ReverseProxy.Forwarder;

namespace Raindrop.Gateway.Forwarding;

/// <summary>Builds the request to CouchDB from what was parsed, and the answer to the client from what may leave. Nothing is copied that is not named.</summary>
internal sealed class TenantTransformer(ParsedTarget target, Uri address, AuthenticationHeaderValue authorization, TenantId tenant, string? contentType, ByteLimits bytes) : HttpTransformer
{
    /// <summary>Whether CouchDB did not take the gateway's token.</summary>
    public bool IsIdentityRefused { get; private set; }

    /// <summary>Whether the client was told to try again, instead of what CouchDB said.</summary>
    public bool IsUnavailable { get; private set; }

    public override ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        proxyRequest.RequestUri = address;
        RequestHeaders.Copy(httpContext, proxyRequest, target, contentType);
        proxyRequest.Headers.Authorization = authorization;
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        // YARP answers by itself where CouchDB did not.
        if (proxyResponse is null) return false;

        // A 401 would tell the client that its session ended, and a missing database PouchDB to create one.
        IsIdentityRefused = proxyResponse.StatusCode == HttpStatusCode.Unauthorized;
        IsUnavailable = IsIdentityRefused || IsOutOfOrder(proxyResponse.StatusCode);
        if (IsUnavailable)
        {
            await Errors.UnavailableAsync(httpContext).ConfigureAwait(false);
            return false;
        }

        httpContext.Response.StatusCode = (int)proxyResponse.StatusCode;
        ResponseHeaders.Copy(proxyResponse, httpContext.Response);
        if (target.Request.AttachmentName is not null && !PassiveTypes.Contains(httpContext.Response.ContentType)) httpContext.Response.Headers.ContentDisposition = "attachment";
        if (!DatabaseNameMask.IsNeeded(target.Request.Operation))
        {
            await bytes.CountAsync(proxyResponse, tenant, cancellationToken).ConfigureAwait(false);
            return true;
        }

        await WriteMaskedAsync(httpContext, proxyResponse, cancellationToken).ConfigureAwait(false);
        return false;
    }

    public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>What CouchDB says of its own faults may name shards, and so the database; a redirect leads somewhere else.</summary>
    private bool IsOutOfOrder(HttpStatusCode status) =>
        (int)status >= StatusCodes.Status500InternalServerError
        || ((int)status is >= StatusCodes.Status300MultipleChoices and < StatusCodes.Status400BadRequest && status != HttpStatusCode.NotModified)
        || (status == HttpStatusCode.NotFound && target.Request.Operation == TenantOperation.DatabaseInfo);

    private async Task WriteMaskedAsync(HttpContext context, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body;
        try
        {
            await response.Content.LoadIntoBufferAsync(DatabaseNameMask.MostBytes, cancellationToken).ConfigureAwait(false);
            body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            if (body.Length > 0) body = DatabaseNameMask.Apply(body, tenant);
        }
        catch (Exception e) when (e is JsonException or HttpRequestException)
        {
            await Errors.UnavailableAsync(context).ConfigureAwait(false);
            return;
        }

        await JsonAnswer.WriteAsync(context, context.Response.StatusCode, body).ConfigureAwait(false);
    }
}
