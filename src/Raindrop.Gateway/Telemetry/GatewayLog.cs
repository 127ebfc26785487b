using Microsoft.Extensions.Logging;
using Raindrop.Gateway.Limits;
using Raindrop.Gateway.Upstream;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Telemetry;

/// <summary>What the gateway logs: closed vocabularies and tenants' ids, never a path, an id of a document or the name of a database.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1, LogLevel.Critical, "CouchDB does not enforce what the gateway relies on, and nothing passes: {Flaw}. What to do: {Advice}.")]
    public static partial void UpstreamFlaw(this ILogger logger, UpstreamFlaw flaw, string advice);

    [LoggerMessage(2, LogLevel.Warning, "CouchDB could not be checked ({Error}). Until a first check nothing passes. It is tried again by itself.")]
    public static partial void UpstreamUnchecked(this ILogger logger, string error);

    [LoggerMessage(3, LogLevel.Information, "Denied {Operation} to tenant {Tenant}: {Reason}.")]
    public static partial void Denied(this ILogger logger, TenantOperation operation, TenantId? tenant, string reason);

    [LoggerMessage(4, LogLevel.Information, "Refused a request: {Reason}.")]
    public static partial void Refused(this ILogger logger, string reason);

    [LoggerMessage(5, LogLevel.Warning, "{Operation} of tenant {Tenant} failed on the way to CouchDB: {Error}.")]
    public static partial void ForwardingFailed(this ILogger logger, TenantOperation operation, TenantId tenant, string error);

    [LoggerMessage(6, LogLevel.Error, "CouchDB refused the gateway's identity for {Operation} of tenant {Tenant}: see that its _security lists the tenant's id as a member, and that clocks agree.")]
    public static partial void IdentityRefused(this ILogger logger, TenantOperation operation, TenantId tenant);

    [LoggerMessage(7, LogLevel.Error, "A request failed in the gateway: {Error}.")]
    public static partial void Failed(this ILogger logger, string error);

    [LoggerMessage(8, LogLevel.Information, "Cut {Operation} of tenant {Tenant}: {Reason}.")]
    public static partial void Cut(this ILogger logger, TenantOperation operation, TenantId tenant, string reason);

    [LoggerMessage(9, LogLevel.Warning, "Who may go on could not be asked ({Error}): requests are refused and cut until it can.")]
    public static partial void CallersUnknown(this ILogger logger, string error);

    [LoggerMessage(10, LogLevel.Information, "Too many requests at {Operation} of tenant {Tenant}: {Limit}.")]
    public static partial void Limited(this ILogger logger, TenantOperation operation, TenantId? tenant, GatewayLimit limit);

    [LoggerMessage(11, LogLevel.Warning, "The gateway asks CouchDB by one service account for all tenants: a fault that asks for another's database meets no second lock. Tokens do: see UpstreamTokenOptions.")]
    public static partial void NoSecondLock(this ILogger logger);

    [LoggerMessage(12, LogLevel.Warning, "{Operation} of tenant {Tenant} was not sent: nothing can be signed for it now ({Error}).")]
    public static partial void NotSigned(this ILogger logger, TenantOperation operation, TenantId tenant, string error);
}
