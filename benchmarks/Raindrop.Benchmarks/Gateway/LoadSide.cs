namespace Raindrop.Benchmarks.Gateway;

/// <summary>One of the two proxies under load.</summary>
internal sealed class LoadSide(int port, string database, string proof, ChildProcess proxies)
{
    /// <summary>What was measured in one round.</summary>
    /// <param name="Rate">Answers a second.</param>
    /// <param name="Processor">Processor time of the proxy in microseconds for each.</param>
    /// <param name="Unavailable">Answers that were 503 and do not count.</param>
    public readonly record struct Sample(double Rate, double Processor, long Unavailable);

    /// <summary>Sends a request over some connections for a while.</summary>
    public async Task<Sample> MeasureAsync(LoadRequest request, int connections, TimeSpan length)
    {
        LoadClient[] clients = [.. Enumerable.Range(0, connections).Select(_ => new LoadClient(port, request.Write(database, proof)))];
        try
        {
            foreach (var client in clients) await client.ConnectAsync();
            var (processor, started) = (proxies.ProcessorTime, TimeProvider.System.GetTimestamp());
            var answered = (await Task.WhenAll(clients.Select(client => Task.Run(() => client.RunAsync(() => TimeProvider.System.GetElapsedTime(started) < length))))).Sum();
            return new Sample(answered / TimeProvider.System.GetElapsedTime(started).TotalSeconds, (proxies.ProcessorTime - processor).TotalMicroseconds / answered, clients.Sum(client => client.Unavailable));
        }
        finally
        {
            foreach (var client in clients) client.Dispose();
        }
    }
}
