using System.Diagnostics.Metrics;
using Raindrop.Gateway.Accounts;

namespace Raindrop.Gateway.Telemetry;

/// <summary>The numbers of sessions. No tag names one, or whose it is.</summary>
internal static class SessionMetrics
{
    private static readonly Meter Meter = new("Raindrop.Gateway");
    private static readonly Counter<long> BegunCount = Meter.CreateCounter<long>("raindrop.gateway.sessions.begun", "{session}", "Sessions that began here.");
    private static readonly Counter<long> RevokedCount = Meter.CreateCounter<long>("raindrop.gateway.sessions.revoked", "{session}", "Sessions that were revoked here, by sign-out or otherwise.");
    private static readonly Counter<long> FailedReadings = Meter.CreateCounter<long>("raindrop.gateway.readings.failed", "{reading}", "Readings of what has changed that the store did not answer in time, by what is followed.");
    private static readonly Counter<long> AccountUses = Meter.CreateCounter<long>("raindrop.gateway.accounts.attempts", "{attempt}", "Sign-ins, sign-ups and changes of passwords of local accounts, by what became of them.");

    public static void Began() => BegunCount.Add(1);

    public static void Revoked(int count) => RevokedCount.Add(count);

    public static void ReadingFailed(string subject) => FailedReadings.Add(1, new KeyValuePair<string, object?>("raindrop.subject", subject));

    public static void AccountUsed(string action, AccountOutcome outcome) =>
        AccountUses.Add(1, new KeyValuePair<string, object?>("raindrop.action", action), new KeyValuePair<string, object?>("raindrop.outcome", outcome.ToString()));
}
