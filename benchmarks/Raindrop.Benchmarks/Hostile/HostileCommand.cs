using System.CommandLine;
using System.Globalization;
using Raindrop.Gateway.Hostile.Running;
using Raindrop.Gateway.Hostile.Upstreams;

namespace Raindrop.Benchmarks.Hostile;

/// <summary><c>hostile</c>: hostile requests to a gateway, as many as wanted.</summary>
internal static class HostileCommand
{
    private static readonly TimeSpan Progress = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var requests = new Option<long>("--requests") { Description = "How many.", DefaultValueFactory = _ => 10_000_000 };
        var seed = new Option<int>("--seed") { Description = "Which: the same seed makes the same requests.", DefaultValueFactory = _ => 1 };
        var from = new Option<long>("--from") { Description = "The number to go on from, as an ended run told it." };
        var connections = new Option<int>("--connections") { Description = "How many connections at once.", DefaultValueFactory = _ => 48 };
        var upstream = new Option<string>("--upstream") { Description = "What stands behind the gateway: recording (a server that answers everything and judges what reaches it) or couchdb.", DefaultValueFactory = _ => "couchdb" };
        upstream.AcceptOnlyFromAmong("recording", "couchdb");
        var command = new Command("hostile", "Sends hostile requests over raw sockets to a gateway before CouchDB, and looks whether anything of another tenant is answered or changed.") { requests, seed, from, connections, upstream };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IHostileUpstream server = parsed.GetValue(upstream) == "couchdb" ? await CouchUpstream.StartAsync() : await RecordingUpstream.StartAsync();
            await using var stage = await HostileStage.StartAsync(server);
            var run = new HostileRun(stage, server, parsed.GetValue(seed), parsed.GetValue(connections));
            return await RunAsync(run, parsed.GetValue(from), parsed.GetValue(requests), parsed.GetValue(seed), Console.Out, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(HostileRun run, long from, long to, int seed, TextWriter output, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var running = run.RunAsync(from, to, cancellationToken);
        while (await Task.WhenAny(running, Task.Delay(Progress, TimeProvider.System, CancellationToken.None)) != running) Write();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            output.WriteLine($"ended early: go on with --seed {seed} --from {run.Next}");
        }

        Write();
        run.Tally.Write(output);
        foreach (var violation in run.Tally.Violations) output.WriteLine($"\n{violation}");
        foreach (var (fault, count) in run.Tally.Faults) output.WriteLine($"{count,10:N0} {fault}");
        output.WriteLine(run.Tally.Faults.Count == 0 ? "nothing of another tenant was answered or changed" : "NOT all was as it must be");
        return run.Tally.Faults.Count == 0 ? 0 : 1;

        void Write() => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Tally.Requests,12:N0} requests, {run.Tally.Probes,10:N0} probes, {(run.Tally.Requests + run.Tally.Probes) / TimeProvider.System.GetElapsedTime(started).TotalSeconds,7:N0}/s, {run.Tally.Faults.Values.Sum()} faults, {run.Tally.Unavailable} sent again, next {run.Next}"));
    }
}
