using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Gateway.Answers;
using Raindrop.Gateway.Bodies;
using Raindrop.Gateway.Telemetry;
using Raindrop.Grants;
using Raindrop.Grants.Content;
using Raindrop.Grants.Queue;

namespace Raindrop.Gateway.Grants;

/// <summary>Answers requests under a grant: verify the grant, take the body, compare it with the grant, queue it. Nothing here knows a tenant's database, or a server that has one.</summary>
internal sealed class GrantEndpoint(IGrantVerifier verifier, GrantQueue queue, IOptions<GrantEndpointOptions> options, TimeProvider time, ILogger<GrantEndpoint> logger) : IDisposable
{
    private const string Scheme = "Bearer ";

    /// <summary>Kestrel counts what is around chunks too: at the worst a byte comes in a chunk of its own, with five around it.</summary>
    private const int MostFraming = 8;

    private readonly GrantEndpointOptions _options = options.Value;
    private readonly SemaphoreSlim _room = new(options.Value.MaxConcurrentRequests);

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        SecurityHeaders.Apply(context);
        try
        {
            var answer = await TakeAsync(context).ConfigureAwait(false);
            GrantTelemetry.CountPresented(answer.ToString());
            await GrantAnswers.WriteAsync(context, answer).ConfigureAwait(false);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested)
        {
            // The holder is gone: there is nobody to answer.
            _ = e;
        }
        catch (Exception e)
        {
            logger.Failed(e.GetType().Name);
            GrantTelemetry.CountPresented(nameof(GrantAnswer.Failed));
            if (context.Response.HasStarted) context.Abort();
            else await GrantAnswers.WriteAsync(context, GrantAnswer.Failed).ConfigureAwait(false);
        }
    }

    public void Dispose() => _room.Dispose();

    private async ValueTask<GrantAnswer> TakeAsync(HttpContext context)
    {
        var request = context.Request;
        if (IsPlain(context)) return GrantAnswer.Http;
        if (!HttpMethods.IsPost(request.Method)) return GrantAnswer.Method;
        if (request.QueryString.HasValue) return GrantAnswer.Query;
        var now = time.GetUtcNow();
        if (FindGrant(request, now) is not var (token, grant)) return GrantAnswer.Grant;
        if (!MediaType.IsJson(request.Headers.ContentType is [var type] ? type : null) || request.Headers.ContentEncoding.Count > 0) return GrantAnswer.ContentType;
        if (!_room.Wait(0, CancellationToken.None)) return GrantAnswer.Busy;
        try
        {
            return await QueueAsync(context, token, grant, now).ConfigureAwait(false);
        }
        finally
        {
            _room.Release();
        }
    }

    private (string Token, Grant Grant)? FindGrant(HttpRequest request, DateTimeOffset now)
    {
        var verification = request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? verifier.Verify(header[Scheme.Length..], now)
            : GrantVerification.Refuse(GrantDefect.Malformed);
        if (verification.Grant is { } grant) return (request.Headers.Authorization[0]![Scheme.Length..], grant);
        logger.GrantRefused(verification.Defect);
        return null;
    }

    private async ValueTask<GrantAnswer> QueueAsync(HttpContext context, string token, Grant grant, DateTimeOffset now)
    {
        var (body, refusal) = await ReadAsync(context).ConfigureAwait(false);
        if (refusal != GrantAnswer.Accepted) return refusal;
        if (GrantedBody.TryRead(body, grant) is not { } contents) return GrantAnswer.Body;
        try
        {
            var queued = new QueuedGrant { Grant = grant, Token = token, AcceptedAt = StoredTime.Truncate(now), Contents = contents };
            await queue.AddAsync(queued, context.RequestAborted).ConfigureAwait(false);
            logger.GrantQueued(grant.Id);
            return GrantAnswer.Accepted;
        }
        catch (DocumentStoreException e)
        {
            logger.GrantNotQueued(e.Message);
            return GrantAnswer.Unavailable;
        }
    }

    private async ValueTask<(ReadOnlyMemory<byte> Body, GrantAnswer Answer)> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > _options.MaxBodySize) return (default, GrantAnswer.TooLarge);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = (long)_options.MaxBodySize * MostFraming;
        try
        {
            return await GrantBodyReader.ReadAsync(context.Request.BodyReader, _options.MaxBodySize, context.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            return (default, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? GrantAnswer.TooLarge : GrantAnswer.Body);
        }
    }

    private bool IsPlain(HttpContext context) =>
        !context.Request.IsHttps && !_options.AllowsHttp && context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address);
}
