using Microsoft.Extensions.Logging;
using Raindrop.Gateway.Accounts;

namespace Raindrop.Gateway.Telemetry;

/// <summary>What is logged of sessions and of what is followed: numbers and closed vocabularies, never a session, an identity or the name of a database.</summary>
internal static partial class SessionLog
{
    [LoggerMessage(40, LogLevel.Information, "The database of {Subject} is followed.")]
    public static partial void Following(this ILogger logger, string subject);

    [LoggerMessage(41, LogLevel.Warning, "The database of {Subject} cannot be followed ({Error}): requests are refused with 503 and cut until it can.")]
    public static partial void NotFollowing(this ILogger logger, string subject, string error);

    [LoggerMessage(42, LogLevel.Information, "{Count} sessions that had expired were deleted.")]
    public static partial void SessionsSwept(this ILogger logger, int count);

    [LoggerMessage(43, LogLevel.Warning, "Sessions could not be looked after ({Error}). It is tried again by itself.")]
    public static partial void SessionUpkeepFailed(this ILogger logger, string error);

    [LoggerMessage(44, LogLevel.Warning, "A sign-in, a sign-out or a list of sessions was answered with 503 ({Error}).")]
    public static partial void SiteUnavailable(this ILogger logger, string error);

    [LoggerMessage(45, LogLevel.Information, "{Action} of a local account: {Outcome}.")]
    public static partial void AccountUsed(this ILogger logger, string action, AccountOutcome outcome);
}
