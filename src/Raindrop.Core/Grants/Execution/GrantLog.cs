using Microsoft.Extensions.Logging;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Execution;

/// <summary>What the executor logs: grants and tenants by their opaque ids, and closed vocabularies; no id of a document, no name of a database or release.</summary>
internal static partial class GrantLog
{
    [LoggerMessage(1, LogLevel.Information, "Grant {Grant} came to {Outcome} ({Refusal}) for tenant {Tenant}")]
    public static partial void Decided(this ILogger logger, GrantId grant, TenantId tenant, GrantOutcome outcome, GrantRefusal refusal);

    [LoggerMessage(2, LogLevel.Warning, "Grant {Grant} could not be executed now for tenant {Tenant}; it is tried again. {Reason}")]
    public static partial void TenantLeft(this ILogger logger, GrantId grant, TenantId tenant, string reason);

    [LoggerMessage(3, LogLevel.Warning, "A grant could not be executed now; it is tried again. {Reason}")]
    public static partial void Left(this ILogger logger, string reason);

    [LoggerMessage(4, LogLevel.Error, "An entry of the queue of grants was no good grant ({Defect}) and was thrown away: see who can write the queue")]
    public static partial void Discarded(this ILogger logger, GrantDefect defect);
}
