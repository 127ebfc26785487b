using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Raindrop.Canary.Tests.Capture;

/// <summary>Notes every activity with its tags and events, and every measurement with its tags, of all sources and meters.</summary>
internal sealed class TelemetryCapture : IDisposable
{
    private readonly Captured _captured;
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public TelemetryCapture(Captured captured)
    {
        _captured = captured;
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Note,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            captured.Add("metric", $"{instrument.Meter.Name} {instrument.Name} {instrument.Description} {instrument.Unit}");
            listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>(Note);
        _meters.SetMeasurementEventCallback<int>(Note);
        _meters.SetMeasurementEventCallback<double>(Note);
        _meters.Start();
    }

    public void Dispose()
    {
        _meters.RecordObservableInstruments();
        _meters.Dispose();
        _activities.Dispose();
    }

    private void Note(Activity activity)
    {
        var where = $"activity {activity.Source.Name}";
        _captured.Add(where, $"{activity.OperationName} {activity.DisplayName} {activity.StatusDescription} {activity.TraceStateString}");
        foreach (var (name, value) in activity.TagObjects) _captured.Add(where, $"{name}={value}");
        foreach (var (name, value) in activity.Baggage) _captured.Add(where, $"{name}={value}");
        foreach (var one in activity.Events)
        {
            _captured.Add(where, one.Name);
            foreach (var (name, value) in one.Tags) _captured.Add(where, $"{name}={value}");
        }
    }

    private void Note<T>(Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        where T : struct
    {
        _captured.Add("metric", $"{instrument.Name} {measurement}");
        foreach (var (name, value) in tags) _captured.Add($"metric {instrument.Meter.Name}", $"{name}={value}");
    }
}
