namespace Raindrop.Benchmarks.CouchDb;

/// <summary>One measurement: items a second, and microseconds of this process's processor time an item, which neighbours on the machine disturb less.</summary>
internal readonly record struct Sample(double Rate, double Cpu)
{
    public static async Task<Sample> TakeAsync(Func<Task<int>> work)
    {
        var (started, cpu) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var done = await work();
        return new Sample(done / TimeProvider.System.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / done);
    }
}
