using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Raindrop.Canary.Tests.Capture;
using Raindrop.Canary.Tests.Search;

namespace Raindrop.Canary.Tests.Capturing;

/// <summary>A secret that is planted where somebody could read it is noted, wherever that is.</summary>
public sealed class CaptureTests
{
    private static readonly Search.Canary Secret = Search.Canary.New("secret");
    private static readonly KeyValuePair<string, object?> Tag = new("password", Secret.Text);
    private static readonly ActivitySource Source = new("canary");

    public static TheoryData<string> Places => [.. Plants.Keys];

    private static Dictionary<string, Action> Plants { get; } = new()
    {
        ["a log's message"] = () => Log(logger => PlantedLog.Say(logger, Secret.Text)),
        ["a log's scope"] = () => Log(logger =>
        {
            using var scope = logger.BeginScope(new Dictionary<string, object> { ["password"] = Secret.Text! });
            PlantedLog.Say(logger, "nothing");
        }),
        ["the bytes among a log's values"] = () => Log(logger => PlantedLog.SayBytes(logger, Secret.Bytes.ToArray())),
        ["the exception of a log"] = () => Log(logger => PlantedLog.Fail(logger, new InvalidOperationException("", new FormatException(Secret.Text)))),
        ["the data of an exception that is caught"] = () => Throw(new InvalidOperationException { Data = { ["password"] = Secret.Text } }),
        ["bytes in the data of an exception"] = () => Throw(new InvalidOperationException { Data = { ["password"] = new Dictionary<string, object> { ["value"] = Secret.Bytes.ToArray() } } }),
        ["an inner exception of many"] = () => Throw(new AggregateException(new InvalidOperationException(), new FormatException("", new FormatException(Secret.Text)))),
        ["a property of an exception"] = () => Throw(new ArgumentOutOfRangeException("password", Secret.Text, "")),
        ["the tag of an activity"] = () => Trace(activity => activity.SetTag("password", Secret.Text)),
        ["one of many values of a tag"] = () => Trace(activity => activity.SetTag("passwords", new[] { "nothing", Secret.Text! })),
        ["the event of an activity"] = () => Trace(activity => activity.AddEvent(new ActivityEvent("failed", tags: new ActivityTagsCollection { ["password"] = Secret.Text }))),
        ["the name of an activity"] = () => Trace(activity => activity.DisplayName = Secret.Text!),
        ["the link of an activity"] = () => Trace(activity => activity.AddLink(new ActivityLink(default, new ActivityTagsCollection { ["password"] = Secret.Text }))),
        ["an activity that goes on"] = () => Source.StartActivity("endless")?.SetTag("password", Secret.Text),
        ["the tag of a measurement"] = () => Measure(meter => meter.CreateCounter<long>("logins").Add(1, Tag)),
        ["the tag of a measurement of another type"] = () => Measure(meter => meter.CreateHistogram<float>("logins").Record(1, Tag)),
        ["the tag of a gauge that is asked"] = () => Measure(meter => meter.CreateObservableGauge("logins", () => new Measurement<int>(1, Tag))),
        ["the tag of an instrument"] = () => Measure(meter => meter.CreateCounter<int>("logins", null, null, [Tag])),
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void What_is_shown_is_noted(string place)
    {
        var captured = new Captured();
        s_logs = new LogCapture(captured);
        using (new ExceptionCapture(captured))
        using (var telemetry = new TelemetryCapture(captured))
        using (s_meter = new Meter("canary"))
        {
            Plants[place]();
            telemetry.Observe();
        }

        captured.Find(new CanarySearch([Secret])).Should().NotBeEmpty();
        captured.Find(new CanarySearch([Search.Canary.New("other")])).Should().BeEmpty();
    }

    [Fact]
    public void A_debugger_shows_fields_and_displays_to_the_last_level()
    {
        var search = new CanarySearch([Secret]);
        string.Join('\n', DebuggerView.Of(new { Inner = new List<object> { new Holder(Secret.Text!) } })).Should().Match<string>(shown => search.Find(shown) != null);
        string.Join('\n', DebuggerView.Of(new BytesHolder(Secret.Bytes.ToArray()))).Should().Match<string>(shown => search.Find(shown) != null);
        string.Join('\n', DebuggerView.Of(new Displayed(Secret.Text!))).Should().Match<string>(shown => search.Find(shown) != null);
        string.Join('\n', DebuggerView.Of(new Hidden(Secret.Text!))).Should().Match<string>(shown => search.Find(shown) == null);
    }

    private static LogCapture s_logs = new(new Captured());
    private static Meter s_meter = null!;

    private static void Log(Action<ILogger> log)
    {
        using var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(s_logs));
        log(factory.CreateLogger("canary"));
    }

    private static void Throw(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception caught) when (caught == exception)
        {
            // It is noted all the same.
        }
    }

    private static void Trace(Action<Activity> plant)
    {
        using var activity = Source.StartActivity("work");
        plant(activity!);
    }

    private static void Measure(Action<Meter> plant) => plant(s_meter);

    private sealed class Holder(string secret)
    {
        private readonly string _secret = secret;

        public int Length => _secret.Length;
    }

    private sealed class BytesHolder(byte[] secret)
    {
        public ReadOnlyMemory<byte> Bytes { get; } = secret;
    }

    [DebuggerDisplay("{Secret}")]
    private sealed class Displayed(string secret)
    {
        [DebuggerBrowsable(DebuggerBrowsableState.Never)]
        public string Secret => secret;

        [DebuggerBrowsable(DebuggerBrowsableState.Never)]
        private string Kept => secret;
    }

    [DebuggerTypeProxy(typeof(NothingShown))]
    private sealed class Hidden(string secret)
    {
        public string Secret => secret;
    }

    private sealed class NothingShown
    {
        public NothingShown(Hidden hidden) => _ = hidden;
    }
}
