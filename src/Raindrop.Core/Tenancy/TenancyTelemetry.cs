using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Raindrop.Tenancy;

/// <summary>The figures of the directory as metrics and activities. Tags name operations and outcomes, never a tenant.</summary>
internal static class TenancyTelemetry
{
    public const string Name = "Raindrop.Tenancy";

    private const string Done = "Done";
    private const string Failed = "Failed";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> OperationCount = Meter.CreateCounter<long>("raindrop.tenants.operations", "{operation}", "Operations of the directory of tenants by what came of them.");
    private static readonly Histogram<double> OperationDuration = Meter.CreateHistogram<double>("raindrop.tenants.operation.duration", "s", "The time that operations of the directory of tenants took.");

    public static async ValueTask<T> MeasureAsync<T>(string operation, TimeProvider time, Func<ValueTask<T>> work)
    {
        var started = time.GetTimestamp();
        using var activity = Source.StartActivity("tenant.operation")?.SetTag("raindrop.operation", operation);
        var outcome = Failed;
        try
        {
            var result = await work().ConfigureAwait(false);
            outcome = Done;
            return result;
        }
        catch (TenantDirectoryException e)
        {
            outcome = e.Failure.ToString();
            throw;
        }
        finally
        {
            var (tag, came) = (new KeyValuePair<string, object?>("raindrop.operation", operation), new KeyValuePair<string, object?>("raindrop.outcome", outcome));
            OperationCount.Add(1, tag, came);
            OperationDuration.Record(time.GetElapsedTime(started).TotalSeconds, tag, came);
            activity?.SetTag("raindrop.outcome", outcome);
        }
    }
}
