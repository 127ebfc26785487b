using Microsoft.Extensions.Logging;
using Raindrop.Tenancy;

namespace MailroomWeb.Custodian.Following;

/// <summary>What is logged. A tenant's id may be; the name of its database never.</summary>
internal static partial class FollowingLog
{
    [LoggerMessage(1, LogLevel.Warning, "The tenants could not be listed ({Fault}); this is tried again.")]
    public static partial void LookFailed(this ILogger logger, string fault);

    [LoggerMessage(2, LogLevel.Warning, "Following tenant {Tenant} ended ({Fault}); it is followed again if it is still there.")]
    public static partial void FollowerEnded(this ILogger logger, TenantId tenant, string fault);
}
