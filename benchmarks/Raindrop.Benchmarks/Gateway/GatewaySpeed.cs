using System.Globalization;
using Raindrop.Benchmarks.Scenarios;

namespace Raindrop.Benchmarks.Gateway;

/// <summary>Measures both proxies in turns, so that a machine that slows down slows both.</summary>
internal static class GatewaySpeed
{
    /// <summary>What the gateway is to reach of bare YARP's throughput where it inspects no body.</summary>
    private const double Least = 0.95;

    private const int WarmUps = 3;

    public static async Task<int> RunAsync(bool isCouch, int rounds, TimeSpan length, int connections, string only, TextWriter to, CancellationToken cancellationToken)
    {
        await using var upstream = isCouch ? await LoadUpstream.StartCouchAsync() : await LoadUpstream.StartConstantAsync();
        string[] arguments = [Proxies.Command, upstream.Address.ToString(), upstream.Tenant.Value, upstream.Database, .. upstream.KeyFile is { } key ? ["--key", key] : Array.Empty<string>()];
        var (proxies, line) = await ChildProcess.StartAsync(arguments);
        using var ending = proxies;
        var words = line.Split(' ');
        var bare = new LoadSide(new Uri(words[0]).Port, $"/{upstream.Database}", upstream.Proof, proxies);
        var gateway = new LoadSide(new Uri(words[1]).Port, $"/db/{upstream.Tenant}", $"Cookie: {words[2]}", proxies);
        to.WriteLine($"gateway: {(isCouch ? "Apache CouchDB" : "constant upstream")}, {connections} connections, {rounds} rounds of {length.TotalSeconds} s, medians of answers a second; and the least processor time of the proxy for each");
        to.WriteLine($"{"",-30}{"YARP",10}{"gateway",10}{"ratio",8}{"",18}{"YARP µs",10}{"gateway µs",12}");
        var isWithin = true;
        foreach (var request in LoadRequest.All.Where(request => request.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            for (var i = 0; i < WarmUps; i++) await RoundAsync(i);
            var samples = new List<(LoadSide.Sample Bare, LoadSide.Sample Gateway)>();
            for (var round = 0; round < rounds; round++) samples.Add(await RoundAsync(round));
            var ratio = Spread.Of(samples.Select(sample => sample.Gateway.Rate / sample.Bare.Rate));
            to.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Name,-30}{Median(sample => sample.Bare.Rate),10:N0}{Median(sample => sample.Gateway.Rate),10:N0}{ratio.Median,8:F3} ({ratio.Least:F3} to {ratio.Greatest:F3}){Fewest(sample => sample.Bare.Processor),9:F1}{Fewest(sample => sample.Gateway.Processor),12:F1}{(request.Passes ? "" : "   inspected")}{Unavailable(samples.Sum(sample => sample.Bare.Unavailable + sample.Gateway.Unavailable))}"));
            if (request.Passes) isWithin &= ratio.Median >= Least;

            string Unavailable(long count) => count == 0 ? "" : $"   {count:N0} answered 503: the machine does too much else";

            double Median(Func<(LoadSide.Sample Bare, LoadSide.Sample Gateway), double> value) => Spread.Of(samples.Select(value)).Median;

            // What others do on the machine only adds to it.
            double Fewest(Func<(LoadSide.Sample Bare, LoadSide.Sample Gateway), double> value) => Spread.Of(samples.Select(value)).Least;

            async Task<(LoadSide.Sample Bare, LoadSide.Sample Gateway)> RoundAsync(int round)
            {
                cancellationToken.ThrowIfCancellationRequested();

                // Who goes first alternates too.
                var first = await (round % 2 == 0 ? bare : gateway).MeasureAsync(request, connections, length);
                var second = await (round % 2 == 0 ? gateway : bare).MeasureAsync(request, connections, length);
                return round % 2 == 0 ? (first, second) : (second, first);
            }
        }

        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"what passes uninspected is {(isWithin ? "within" : "NOT within")} {Least} of bare YARP's throughput"));
        return isWithin ? 0 : 1;
    }
}
