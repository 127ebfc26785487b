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

    public static TheoryData<string> Places => [.. Plants.Keys];

    private static Dictionary<string, Action> Plants { get; } = new()
    {
        ["a log's message"] = () => Log(logger => PlantedLog.Say(logger, Secret.Text)),
        ["a log's scope"] = () => Log(logger =>
        {
            using var scope = logger.BeginScope(new Dictionary<string, object> { ["password"] = Secret.Text! });
            PlantedLog.Say(logger, "nothing");
        }),
        ["the exception of a log"] = () => Log(logger => PlantedLog.Fail(logger, new InvalidOperationException("", new FormatException(Secret.Text)))),
        ["the data of an exception that is caught"] = () => Throw(new InvalidOperationException { Data = { ["password"] = Secret.Text } }),
        ["an inner exception of many"] = () => Throw(new AggregateException(new InvalidOperationException(), new FormatException("", new FormatException(Secret.Text)))),
        ["a property of an exception"] = () => Throw(new ArgumentOutOfRangeException("password", Secret.Text, "")),
        ["the tag of an activity"] = () => Trace(activity => activity.SetTag("password", Secret.Text)),
        ["the event of an activity"] = () => Trace(activity => activity.AddEvent(new ActivityEvent("failed", tags: new ActivityTagsCollection { ["password"] = Secret.Text }))),
        ["the name of an activity"] = () => Trace(activity => activity.DisplayName = Secret.Text!),
        ["the tag of a measurement"] = () =>
        {
            using var meter = new Meter("canary");
            meter.CreateCounter<long>("logins").Add(1, new KeyValuePair<string, object?>("password", Secret.Text));
        },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void What_is_shown_is_noted(string place)
    {
        var captured = new Captured();
        s_logs = new LogCapture(captured);
        using (new ExceptionCapture(captured))
        using (new TelemetryCapture(captured))
        {
            Plants[place]();
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
        using var source = new ActivitySource("canary");
        using var activity = source.StartActivity("work");
        plant(activity!);
    }

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
