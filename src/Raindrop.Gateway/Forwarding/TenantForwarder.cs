using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Answers;
using Raindrop.Gateway.Bodies;
using Raindrop.Gateway.Callers;
using Raindrop.Gateway.Grammar;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Limits;
using Raindrop.Gateway.Telemetry;
using Raindrop.Gateway.Upstream;
using Raindrop.Tenancy;
using Yarp.ReverseProxy.Forwarder;

namespace Raindrop.Gateway.Forwarding;

/// <summary>Sends a request that is allowed to the tenant's database, as the tenant, for as long as the tenant may go on.</summary>
internal sealed class TenantForwarder(BareForwarder forwarder, UpstreamClient client, IUpstreamIdentity identity, TenantLimits limits, RunningRequests running, IOptions<GatewayOptions> options, TimeProvider time, ILogger<TenantForwarder> logger)
{
    /// <summary>CouchDB ends a long poll after its own timeout, and sends heartbeats where it is asked to: a feed is given up when its connection breaks.</summary>
    private static readonly TimeSpan FeedTimeout = TimeSpan.FromDays(1);

    private readonly ForwarderRequestConfig _plain = Configure(options.Value.ActivityTimeout);
    private readonly ForwarderRequestConfig _feed = Configure(FeedTimeout);
    private readonly string _authority = options.Value.Upstream!.GetLeftPart(UriPartial.Authority);
    private readonly string _server = ParsedTarget.ServerOf(options.Value.Upstream!);

    /// <summary>Forwards.</summary>
    public async Task ForwardAsync(HttpContext context, ParsedTarget target, Caller caller)
    {
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        var plan = BodyPlan.Create(target, context.Request.Headers, hasBody, refusesDesign: options.Value.ServiceAccount is not null);
        if (plan.Violation != BodyViolation.None)
        {
            GatewayMetrics.Count(target.Request.Operation, plan.Violation.ToString());
            await RefuseAsync(context, plan.Violation).ConfigureAwait(false);
            return;
        }

        if (context.Request.ContentLength > options.Value.MaxBodySize)
        {
            plan.Checker?.Dispose();
            GatewayMetrics.Count(target.Request.Operation, "too large");
            await Errors.TooLargeAsync(context).ConfigureAwait(false);
            return;
        }

        using var body = plan.Checker is null ? null : new CheckedBody(context.Request.BodyReader, plan.Checker);
        if (body is not null) context.Request.Body = body;
        using var request = new RunningRequest(target.Request, caller, context.RequestAborted);
        running.Add(request);
        try
        {
            using var pass = await limits.EnterAsync(caller.Tenant, target.Request.Operation, request.Stop).ConfigureAwait(false);

            // Once more, now that whoever cuts requests sees this one.
            if (caller.Session?.Continue(time.GetUtcNow()) is { } doubt) await CutAsync(context, request, doubt).ConfigureAwait(false);
            else if (pass.RefusedBy != GatewayLimit.None) await RefuseAsync(context, request, pass).ConfigureAwait(false);
            else await SendAsync(context, target, request, body, plan.ContentType).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (request.Stop.IsCancellationRequested)
        {
            await ExplainAsync(context, ForwarderError.RequestCanceled, request, body).ConfigureAwait(false);
            GatewayMetrics.Count(target.Request.Operation, nameof(ForwarderError.RequestCanceled));
        }
        finally
        {
            running.Remove(request);
        }
    }

    private static ForwarderRequestConfig Configure(TimeSpan timeout) => new()
    {
        ActivityTimeout = timeout,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        AllowResponseBuffering = false,
    };

    private async Task SendAsync(HttpContext context, ParsedTarget target, RunningRequest request, CheckedBody? body, string? contentType)
    {
        var caller = request.Caller;
        if (await IdentifyAsync(context, request).ConfigureAwait(false) is not { } authorization) return;
        var transformer = new TenantTransformer(target, target.CreateUpstreamUri(_server, caller.Database), authorization, caller.Tenant, contentType, limits.Bytes);
        if (target.Body != RequestBodyKind.None) context.Request.Body = await limits.Bytes.CountAsync(context.Request.Body, context.Request.ContentLength, caller.Tenant, request.Stop).ConfigureAwait(false);
        var config = target.Request.Operation == TenantOperation.ChangesFollow ? _feed : _plain;
        var error = await forwarder.Forwarder.SendAsync(context, _authority, client.Invoker, config, transformer, request.Stop).ConfigureAwait(false);
        if (transformer.IsIdentityRefused) logger.IdentityRefused(target.Request.Operation, caller.Tenant);
        if (error != ForwarderError.None) await ExplainAsync(context, error, request, body).ConfigureAwait(false);
        GatewayMetrics.Count(target.Request.Operation, body is { Violation: not BodyViolation.None } ? body.Violation.ToString()
            : error != ForwarderError.None ? error.ToString()
            : transformer.IsUnavailable ? "unavailable" : "forwarded");
    }

    private static Task CutAsync(HttpContext context, RunningRequest request, DecisionReason doubt)
    {
        GatewayMetrics.Count(request.Request.Operation, "denied");
        return AnswerAsync(context, doubt);
    }

    /// <summary>What the request is signed with; answers it where nothing can be signed now, which is no fault of the request.</summary>
    private async ValueTask<AuthenticationHeaderValue?> IdentifyAsync(HttpContext context, RunningRequest request)
    {
        try
        {
            return await identity.GetAsync(request.Caller.Tenant, request.Stop).ConfigureAwait(false);
        }
        catch (Exception e) when (!request.Stop.IsCancellationRequested && e is not OutOfMemoryException)
        {
            logger.NotSigned(request.Request.Operation, request.Caller.Tenant, e.GetType().Name);
            GatewayMetrics.Count(request.Request.Operation, "unsigned");
            await Errors.UnavailableAsync(context).ConfigureAwait(false);
            return null;
        }
    }

    private async Task ExplainAsync(HttpContext context, ForwarderError error, RunningRequest request, CheckedBody? body)
    {
        var operation = request.Request.Operation;
        if (request.CutBecause is { } reason) logger.Cut(operation, request.Caller.Tenant, reason.ToString());
        else if (body?.Violation is null or BodyViolation.None && !context.RequestAborted.IsCancellationRequested) logger.ForwardingFailed(operation, request.Caller.Tenant, error.ToString());
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            // What was sent is not whole, and must not look as if it were.
            context.Abort();
            return;
        }

        // YARP takes all headers away where it fails.
        SecurityHeaders.Apply(context);
        await AnswerAsync(context, error, request, body).ConfigureAwait(false);
    }

    private static Task AnswerAsync(HttpContext context, ForwarderError error, RunningRequest request, CheckedBody? body)
    {
        if (body is { Violation: not BodyViolation.None }) return RefuseAsync(context, body.Violation);
        if (request.CutBecause is { } reason) return AnswerAsync(context, reason);
        return FindBadRequest(context) switch
        {
            StatusCodes.Status413PayloadTooLarge => Errors.TooLargeAsync(context),
            { } status => Errors.BadBodyAsync(context, status),

            // Sizes of chunks that no number holds are such a fault, and not one that Kestrel has a status for.
            null when error == ForwarderError.RequestBodyClient => Errors.BadBodyAsync(context, StatusCodes.Status400BadRequest),
            null when error == ForwarderError.RequestTimedOut => Errors.TimedOutAsync(context),
            null => Errors.UnavailableAsync(context),
        };
    }

    private static Task AnswerAsync(HttpContext context, DecisionReason reason) => reason switch
    {
        DecisionReason.NoPrincipal or DecisionReason.PrincipalExpired => Errors.SignInAsync(context),
        DecisionReason.Undecided => Errors.UnavailableAsync(context),
        _ => Errors.ForbiddenAsync(context),
    };

    private Task RefuseAsync(HttpContext context, RunningRequest request, TenantPass pass)
    {
        GatewayMetrics.CountLimited(request.Request.Operation, pass.RefusedBy);
        logger.Limited(request.Request.Operation, request.Caller.Tenant, pass.RefusedBy);
        return Errors.TooManyAsync(context, pass.RetryAfter);
    }

    private static Task RefuseAsync(HttpContext context, BodyViolation violation) =>
        JsonAnswer.WriteErrorAsync(context, BodyViolations.StatusOf(violation), BodyViolations.ErrorOf(violation), BodyViolations.ReasonOf(violation));

    /// <summary>The status that Kestrel gives a body that it could not read; <see langword="null"/> where the body was not at fault.</summary>
    private static int? FindBadRequest(HttpContext context)
    {
        for (var e = context.Features.Get<IForwarderErrorFeature>()?.Exception; e is not null; e = e.InnerException)
        {
            if (e is BadHttpRequestException bad) return bad.StatusCode;
            if (e is AggregateException { InnerExceptions: var all } && all.OfType<BadHttpRequestException>().FirstOrDefault() is { } first) return first.StatusCode;
        }

        return null;
    }
}
