using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Answers;
using Raindrop.Gateway.Callers;
using Raindrop.Gateway.Forwarding;
using Raindrop.Gateway.Grammar;
using Raindrop.Gateway.Limits;
using Raindrop.Gateway.Telemetry;
using Raindrop.Gateway.Upstream;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Hosting;

/// <summary>Answers every request below the mount: parse, find the caller, decide, forward. Each step can only refuse, or hand on.</summary>
internal sealed class GatewayEndpoint(CrossSite crossSite, CallerFinder callers, StrangerLimits strangers, ITenantAuthorizer authorizer, TenantForwarder forwarder, UpstreamGate gate, IOptions<GatewayOptions> options, TimeProvider time, ILogger<GatewayEndpoint> logger)
{
    /// <summary>Answers a request.</summary>
    /// <param name="parser">The parser of the mount.</param>
    /// <param name="context">The request.</param>
    public async Task AnswerAsync(TargetParser parser, HttpContext context)
    {
        SecurityHeaders.Apply(context);
        using var activity = GatewayTrace.Start();
        try
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = options.Value.MaxBodySize;
            await ParseAsync(parser, context).ConfigureAwait(false);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: there is nobody to answer.
            _ = e;
        }
        catch (Exception e)
        {
            logger.Failed(e.GetType().Name);
            GatewayMetrics.Count(TenantOperation.None, "failed");
            if (context.Response.HasStarted) context.Abort();
            else await Errors.FailedAsync(context).ConfigureAwait(false);
        }
    }

    private Task ParseAsync(TargetParser parser, HttpContext context)
    {
        if (PlainHttp.Refuses(context, options.Value)) return RefuseAsync("Http", Errors.HttpsAsync(context));
        if (IsUpgrade(context)) return RefuseAsync("Upgrade", Errors.UpgradeAsync(context));
        var result = parser.Parse(context);
        if (result.Target is not { } target) return RefuseAsync(context, result);
        if (target.Request.Access == OperationAccess.Anyone)
        {
            GatewayMetrics.Count(target.Request.Operation, "answered");
            return JsonAnswer.WriteWelcomeAsync(context);
        }

        return crossSite.Refuses(context.Request) ? RefuseAsync("CrossSite", Errors.CrossSiteAsync(context)) : DecideAsync(context, target);
    }

    private async Task DecideAsync(HttpContext context, ParsedTarget target)
    {
        var look = strangers.Look(context, out var wait);
        if (look == StrangerLook.Refused)
        {
            GatewayMetrics.CountLimited(target.Request.Operation, GatewayLimit.Strangers);
            await Errors.TooManyAsync(context, wait).ConfigureAwait(false);
            return;
        }

        FoundCaller found;
        try
        {
            found = await callers.FindAsync(context).ConfigureAwait(false);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
        {
            // Nobody was found to be signed out, so this must not say so.
            strangers.GiveBack(context, look);
            logger.CallersUnknown(e.GetType().Name);
            GatewayMetrics.Count(target.Request.Operation, "unavailable");
            await Errors.UnavailableAsync(context).ConfigureAwait(false);
            return;
        }

        strangers.Note(context, look, found.Caller is not null);
        var caller = found.Caller;
        var decision = authorizer.Authorize(caller?.Principal, target.Request, time.GetUtcNow());
        if (!decision.IsAllowed || caller is null)
        {
            GatewayMetrics.Count(target.Request.Operation, "denied");
            logger.Denied(target.Request.Operation, caller?.Tenant, decision.ToString());

            // Who is signed in and no tenant's would only be sent to sign in again.
            await (decision.AsksForSignIn && (caller is not null || !found.IsSignedIn) ? Errors.SignInAsync(context) : Errors.ForbiddenAsync(context)).ConfigureAwait(false);
            return;
        }

        if (gate.IsOpen)
        {
            await forwarder.ForwardAsync(context, target, caller).ConfigureAwait(false);
            return;
        }

        GatewayMetrics.Count(target.Request.Operation, "unavailable");
        await Errors.UnavailableAsync(context).ConfigureAwait(false);
    }

    private Task RefuseAsync(HttpContext context, ParseResult result)
    {
        if (result.Allow is { } methods) context.Response.Headers.Allow = methods;
        var refusal = result.Refusal;
        return RefuseAsync(refusal.ToString(), JsonAnswer.WriteErrorAsync(context, GrammarRefusals.StatusOf(refusal), GrammarRefusals.ErrorOf(refusal), GrammarRefusals.ReasonOf(refusal)));
    }

    private Task RefuseAsync(string reason, Task answer)
    {
        GatewayMetrics.Count(TenantOperation.None, reason);
        logger.Refused(reason);
        return answer;
    }

    private static bool IsUpgrade(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true;
}
