using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Raindrop.Credentials;

/// <summary>The figures of the vault as metrics and activities. Tags name actions and outcomes, never a tenant or a credential.</summary>
internal static class VaultTelemetry
{
    public const string Name = "Raindrop.Credentials";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> CallCount = Meter.CreateCounter<long>("raindrop.credentials.calls", "{call}", "Calls of the credential vault by what came of them.");
    private static readonly Histogram<double> CallDuration = Meter.CreateHistogram<double>("raindrop.credentials.call.duration", "s", "The time that calls of the credential vault took.");
    private static readonly Counter<long> UnfinishedCount = Meter.CreateCounter<long>("raindrop.credentials.audit.unfinished", "{entry}", "Changes whose end could not be noted in the audit trail; their request was.");

    public static Call Start(AuditAction action, TimeProvider time) => new(action, time);

    public static void NoteUnfinished() => UnfinishedCount.Add(1);

    /// <summary>A call that is being made. One that is cancelled counts as failed.</summary>
    public sealed class Call(AuditAction action, TimeProvider time) : IDisposable
    {
        private readonly long _started = time.GetTimestamp();
        private readonly Activity? _activity = Source.StartActivity("credential.call")?.SetTag("raindrop.action", action.ToString());
        private string _outcome = nameof(AuditOutcome.Failed);

        public AuditOutcome End(AuditOutcome outcome)
        {
            _outcome = outcome.ToString();
            return outcome;
        }

        public void Dispose()
        {
            var (tag, came) = (new KeyValuePair<string, object?>("raindrop.action", action.ToString()), new KeyValuePair<string, object?>("raindrop.outcome", _outcome));
            CallCount.Add(1, tag, came);
            CallDuration.Record(time.GetElapsedTime(_started).TotalSeconds, tag, came);
            _activity?.SetTag("raindrop.outcome", _outcome).Dispose();
        }
    }
}
