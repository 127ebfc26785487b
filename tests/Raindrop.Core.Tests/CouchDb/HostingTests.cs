using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>The adapter in a host: registration, options, logs, traces and metrics.</summary>
public sealed class HostingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_gets_the_server_by_its_contract_and_no_log_names_a_database()
    {
        await using var script = new ScriptedServer();
        script.Then(ScriptedAnswer.Json(404, """{"error":"not_found","reason":"missing"}"""));
        var log = new ListLogger();
        await using var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
            .AddCouchDb(options => options.Endpoint = script.Address).Services
            .BuildServiceProvider();
        var server = services.GetRequiredService<IDocumentServer>();
        server.Should().BeSameAs(services.GetRequiredService<CouchServer>());
        (await server.GetDatabase("tenant-of-ada").GetAsync(new("private"), cancellationToken: Stop)).Should().BeNull();
        script.Requests.Should().ContainSingle();
        log.Lines.Should().NotContain(line => line.Contains("tenant-of-ada") || line.Contains("private"));
    }

    [Fact]
    public void Every_mistake_in_the_options_is_told_at_once_and_no_value_is_quoted()
    {
        using var services = new ServiceCollection().AddCouchDb(options =>
        {
            options.Endpoint = new Uri("http://ada:hunter2@localhost/?x=1");
            options.Authentication = CouchDbAuthentication.Basic("ada", "hunter2");
            options.Timeouts.Reads = TimeSpan.Zero;
            options.Retries.Limit = -1;
            options.Retries.LongestDelay = TimeSpan.Zero;
        }).Services.BuildServiceProvider();
        var asking = services.GetRequiredService<CouchServer>;
        var failures = asking.Should().Throw<OptionsValidationException>().Which.Failures.ToList();
        failures.Should().HaveCount(5);
        string.Concat(failures).Should().NotContain("hunter2");
    }

    [Fact]
    public void An_endpoint_is_required_and_is_http()
    {
        foreach (var options in new[] { new CouchDbOptions(), new CouchDbOptions { Endpoint = new Uri("ftp://x") }, new CouchDbOptions { Endpoint = new Uri("/x", UriKind.Relative) } })
        {
            var creating = () => CouchServer.Create(options);
            creating.Should().Throw<ArgumentException>().WithMessage("*Endpoint*");
        }
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("1a")]
    [InlineData("a b")]
    [InlineData("_private")]
    [InlineData("../a")]
    [InlineData("")]
    public void A_name_that_no_server_takes_is_refused(string name)
    {
        using var server = CouchServer.Create(new Uri("http://localhost"));
        var asking = () => server.GetDatabase(name);
        asking.Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Traces_and_metrics_tell_operations_and_nothing_private()
    {
        var seen = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => seen.Enqueue($"{activity.Source.Name} {activity.DisplayName} {string.Join(' ', activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(listener);
        var counts = new ConcurrentQueue<(string Name, double Value, string Tags)>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, meters) => meters.EnableMeasurementEvents(instrument) };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => counts.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray()))));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => counts.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray()))));
        meters.Start();
        await using var couch = new ScriptedCouch();
        couch.Json("""{"error":"x","reason":"y"}""", 503).Json("""{"couchdb":"Welcome"}""").Json("""{"error":"not_found","reason":"missing"}""", 404);

        await couch.Server.GetInfoAsync(Stop);
        await couch.Server.GetDatabase("tenant-of-ada").GetAsync(new("private"), cancellationToken: Stop);

        seen.Should().Contain(line => line.StartsWith("Raindrop.CouchDb read server info") && line.Contains("200"))
            .And.Contain(line => line.StartsWith("Raindrop.CouchDb read document") && line.Contains("404"));
        counts.Should().Contain(count => count.Name == "raindrop.couchdb.requests" && count.Tags.Contains("read document"))
            .And.Contain(count => count.Name == "raindrop.couchdb.retries" && count.Tags.Contains("read server info"))
            .And.Contain(count => count.Name == "raindrop.couchdb.request.duration" && count.Value > 0);
        string.Concat(seen).Should().NotContain("tenant-of-ada").And.NotContain("private");
        string.Concat(counts).Should().NotContain("tenant-of-ada").And.NotContain("private");
    }

    private sealed class ListLogger : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue(state.ToString()!);
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
