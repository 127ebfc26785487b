using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Raindrop.Credentials.Tests.Vault;

/// <summary>What meters and activities say of the vault's calls: actions and outcomes, and nothing else.</summary>
public sealed class TelemetryTests
{
    // Other tests use the vault at the same time; nobody else deletes what is not there while the end cannot be noted.
    [Fact]
    public async Task Each_call_is_counted_and_timed_by_what_came_of_it()
    {
        await using var world = await VaultWorld.CreateAsync();
        var seen = new List<(string Instrument, double Value, string Tags)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == "Raindrop.Credentials") listener.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        var activities = new List<Activity>();
        using var source = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Raindrop.Credentials",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (activities) activities.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(source);
        using var root = new Activity("test").Start();

        world.CredentialGate.Before("get", () =>
        {
            world.AuditGate.Lose("put");
            return Task.CompletedTask;
        });
        (await world.Vault.DeleteAsync(world.Tenant, "none", VaultWorld.Access, TestContext.Current.CancellationToken)).Should().BeFalse();
        await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<CredentialNotFoundException>();

        const string Deleted = "raindrop.action=Delete raindrop.outcome=NotFound", Opened = "raindrop.action=Open raindrop.outcome=NotFound";
        lock (seen)
        {
            foreach (var tags in (string[])[Deleted, Opened])
            {
                seen.Should().Contain(("raindrop.credentials.calls", 1, tags));
                seen.Should().Contain(one => one.Instrument == "raindrop.credentials.call.duration" && one.Value > 0 && one.Tags == tags);
            }

            seen.Should().Contain(("raindrop.credentials.audit.unfinished", 1, ""));
        }

        lock (activities)
        {
            activities.Where(activity => activity.TraceId == root.TraceId).Select(activity => string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))).Should().Equal(Deleted, Opened);
            activities.Should().OnlyContain(activity => activity.DisplayName == "credential.call");
        }

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (seen) seen.Add((instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
        }
    }
}
