using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Raindrop.Grants;

/// <summary>The figures of grants as metrics and activities. Tags name outcomes and reasons, never a grant, a tenant or a document.</summary>
internal static class GrantTelemetry
{
    public const string Name = "Raindrop.Grants";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Presented = Meter.CreateCounter<long>("raindrop.grants.presented", "{request}", "Requests under a grant, by what became of them.");
    private static readonly Counter<long> Decided = Meter.CreateCounter<long>("raindrop.grants.decided", "{tenant}", "Tenants for which a grant was decided, by what came of it.");
    private static readonly Counter<long> Discarded = Meter.CreateCounter<long>("raindrop.grants.discarded", "{entry}", "Entries of the queue that were no good grants.");
    private static readonly Histogram<double> Delay = Meter.CreateHistogram<double>("raindrop.grants.delay", "s", "The time from presenting a grant until it was decided for a tenant.");

    public static Activity? StartPass() => Source.StartActivity("grant.pass");

    public static void CountPresented(string outcome) => Presented.Add(1, new KeyValuePair<string, object?>("raindrop.outcome", outcome));

    public static void CountDiscarded(GrantDefect defect) => Discarded.Add(1, new KeyValuePair<string, object?>("raindrop.reason", defect.ToString()));

    public static void CountDecided(GrantJournalEntry entry)
    {
        Decided.Add(1, new TagList { { "raindrop.outcome", entry.Outcome.ToString() }, { "raindrop.reason", entry.Refusal.ToString() } });
        // Clocks of two hosts: what is below zero was at once.
        Delay.Record(Math.Max(0, (entry.DecidedAt - entry.AcceptedAt).TotalSeconds));
    }
}
