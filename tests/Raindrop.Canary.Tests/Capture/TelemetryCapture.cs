using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Raindrop.Canary.Tests.Capture;

/// <summary>Notes every activity with its tags, events and links, and every measurement with its tags, of all sources and meters.</summary>
internal sealed class TelemetryCapture : IDisposable
{
    private readonly Captured _captured;
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();
    private readonly ConcurrentDictionary<Activity, bool> _running = [];

    public TelemetryCapture(Captured captured)
    {
        _captured = captured;
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity => _running[activity] = true,
            ActivityStopped = activity =>
            {
                _running.TryRemove(activity, out _);
                Note(activity);
            },
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            captured.Add("metric", $"{instrument.Meter.Name} {instrument.Name} {instrument.Description} {instrument.Unit}");
            captured.Add("metric", "tags", instrument.Tags);
            captured.Add("metric", "tags of the meter", instrument.Meter.Tags);
            listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<byte>(Note);
        _meters.SetMeasurementEventCallback<short>(Note);
        _meters.SetMeasurementEventCallback<int>(Note);
        _meters.SetMeasurementEventCallback<long>(Note);
        _meters.SetMeasurementEventCallback<float>(Note);
        _meters.SetMeasurementEventCallback<double>(Note);
        _meters.SetMeasurementEventCallback<decimal>(Note);
        _meters.Start();
    }

    /// <summary>Notes what is told only when it is asked for: gauges, and activities that go on.</summary>
    public void Observe()
    {
        _meters.RecordObservableInstruments();
        foreach (var activity in _running.Keys) Note(activity);
    }

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    private void Note(Activity activity)
    {
        var where = $"activity {activity.Source.Name}";
        _captured.Add(where, $"{activity.OperationName} {activity.DisplayName} {activity.StatusDescription} {activity.TraceStateString}");
        foreach (var (name, value) in activity.TagObjects) _captured.Add(where, name, value);
        foreach (var (name, value) in activity.Baggage) _captured.Add(where, $"{name}={value}");
        foreach (var one in activity.Events)
        {
            _captured.Add(where, one.Name);
            foreach (var (name, value) in one.Tags) _captured.Add(where, name, value);
        }

        foreach (var link in activity.Links)
        {
            _captured.Add(where, link.Context.TraceState);
            foreach (var (name, value) in link.Tags ?? []) _captured.Add(where, name, value);
        }
    }

    private void Note<T>(Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        where T : struct
    {
        _captured.Add("metric", $"{instrument.Name} {measurement}");
        foreach (var (name, value) in tags) _captured.Add($"metric {instrument.Meter.Name}", name, value);
    }
}
