using Microsoft.Extensions.Logging;
using Raindrop.Grants;

namespace Raindrop.Gateway.Telemetry;

/// <summary>What is logged of requests under a grant: grants' ids and closed vocabularies.</summary>
internal static partial class GrantLog
{
    [LoggerMessage(20, LogLevel.Information, "Queued grant {Grant}.")]
    public static partial void GrantQueued(this ILogger logger, GrantId grant);

    [LoggerMessage(21, LogLevel.Information, "Refused a request that has no good grant: {Defect}.")]
    public static partial void GrantRefused(this ILogger logger, GrantDefect defect);

    [LoggerMessage(22, LogLevel.Warning, "A grant could not be queued. {Reason}")]
    public static partial void GrantNotQueued(this ILogger logger, string reason);
}
