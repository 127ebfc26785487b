using System.Diagnostics;
using System.Diagnostics.Metrics;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Http;

/// <summary>Traces and metrics. They say which operation, how it ended and how long it took; never a database or a document.</summary>
internal static class CouchTelemetry
{
    public const string Name = "Raindrop.CouchDb";

    private const string OperationTag = "operation";
    private const string StatusTag = "http.response.status_code";
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("raindrop.couchdb.requests", "{request}", "Requests that were answered or given up.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("raindrop.couchdb.retries", "{retry}", "Repetitions of requests.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("raindrop.couchdb.request.duration", "s", "Time until the headers of the answer, repetitions included.");

    public static Activity? Start(string operation)
    {
        var activity = Source.StartActivity(operation, ActivityKind.Client);
        activity?.SetTag(OperationTag, operation);
        return activity;
    }

    public static void Retried(string operation) => Retries.Add(1, new KeyValuePair<string, object?>(OperationTag, operation));

    public static void Answered(Activity? activity, string operation, int status, TimeSpan duration)
    {
        activity?.SetTag(StatusTag, status);
        Record(operation, status, duration);
    }

    public static void Failed(Activity? activity, string operation, DocumentStoreException failure, TimeSpan duration)
    {
        var status = failure.Status ?? 0;
        activity?.SetTag(StatusTag, status);
        activity?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
        Record(operation, status, duration);
    }

    private static void Record(string operation, int status, TimeSpan duration)
    {
        if (!Requests.Enabled && !Duration.Enabled) return;
        var tags = new TagList { { OperationTag, operation }, { StatusTag, status } };
        Requests.Add(1, tags);
        Duration.Record(duration.TotalSeconds, tags);
    }
}
