using System.CommandLine;

namespace Raindrop.Benchmarks.Gateway;

/// <summary><c>gateway</c>: the gateway under load, beside bare YARP before the same upstream.</summary>
internal static class GatewayCommand
{
    public static IEnumerable<Command> Create() => [CreateLoad(), CreateUpstream(), CreateProxies()];

    private static Command CreateLoad()
    {
        var upstream = new Option<string>("--upstream") { Description = "What is behind both: constant (a server that answers at once) or couchdb.", DefaultValueFactory = _ => "constant" };
        upstream.AcceptOnlyFromAmong("constant", "couchdb");
        var rounds = new Option<int>("--rounds") { Description = "How often each side is measured.", DefaultValueFactory = _ => 9 };
        var seconds = new Option<double>("--seconds") { Description = "For how long.", DefaultValueFactory = _ => 1 };
        var connections = new Option<int>("--connections") { Description = "Connections at once.", DefaultValueFactory = _ => 16 };
        var only = new Option<string>("--only") { Description = "Measures only what has this in its name.", DefaultValueFactory = _ => "" };
        var command = new Command("gateway", "Measures the gateway beside bare YARP before the same upstream: answers a second, and processor time.") { upstream, rounds, seconds, connections, only };
        command.SetAction((parsed, cancellationToken) => GatewaySpeed.RunAsync(
            parsed.GetValue(upstream) == "couchdb", parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(connections), parsed.GetValue(only)!, Console.Out, cancellationToken));
        return command;
    }

    private static Command CreateUpstream()
    {
        var command = new Command(ConstantUpstream.Command, "The constant upstream, run by the load.") { Hidden = true };
        command.SetAction(_ => ConstantUpstream.RunAsync());
        return command;
    }

    private static Command CreateProxies()
    {
        var upstream = new Argument<Uri>("upstream") { Description = "The upstream.", CustomParser = result => new Uri(result.Tokens[0].Value) };
        var tenant = new Argument<string>("tenant") { Description = "The tenant." };
        var database = new Argument<string>("database") { Description = "Its database." };
        var key = new Option<string?>("--key") { Description = "The file of CouchDB's key." };
        var command = new Command(Proxies.Command, "Both proxies, run by the load.") { upstream, tenant, database, key };
        command.Hidden = true;
        command.SetAction(parsed => Proxies.RunAsync(parsed.GetValue(upstream)!, parsed.GetValue(tenant)!, parsed.GetValue(database)!, parsed.GetValue(key), LoadUpstream.Issuer));
        return command;
    }
}
