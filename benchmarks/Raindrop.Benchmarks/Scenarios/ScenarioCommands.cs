using System.CommandLine;
using Raindrop.Benchmarks.Stores;

namespace Raindrop.Benchmarks.Scenarios;

/// <summary>The command line of the scenarios.</summary>
internal static class ScenarioCommands
{
    private static readonly IScenario[] All = [new DeriveScenario(), new BumpScenario(changesOutputs: true), new BumpScenario(changesOutputs: false), new IdleScenario(), new MemoryScenario()];

    public static IEnumerable<Command> Create() => [.. All.Select(Create), CreateMemoryPass()];

    private static Command Create(IScenario scenario)
    {
        var defaults = new ScenarioSettings { Server = "private" };
        var server = new Option<string>("--server") { Description = "The store: private (an Apache CouchDB that is started here), embedded, or an address with name and password.", DefaultValueFactory = _ => defaults.Server };
        var documents = Number("--documents", "Source documents in the database.", defaults.Documents);
        var rounds = Number("--rounds", "How often each side is measured.", defaults.Rounds);
        var json = new Option<bool>("--json") { Description = "Prints one JSON object instead of a table." };
        var command = new Command(scenario.Name, scenario.Description) { server, json };
        var extensions = Number("--extensions", "Registered extensions, each with inputs of its own.", defaults.Extensions);
        var outdated = new Option<int?>("--outdated") { Description = "Inputs of the extension that is bumped. [default: an equal share]" };
        var sizes = new Option<int[]>("--sizes") { Description = "The sizes of the databases.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [.. defaults.Sizes] };
        foreach (var option in OptionsOf()) command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(scenario, Settings(parsed), parsed.GetValue(json), cancellationToken));
        return command;

        IEnumerable<Option> OptionsOf() => scenario switch
        {
            MemoryScenario => [sizes],
            BumpScenario => [documents, rounds, extensions, outdated],
            IdleScenario => [documents, rounds, extensions],
            _ => [documents, rounds],
        };

        ScenarioSettings Settings(ParseResult parsed) => new()
        {
            Server = parsed.GetValue(server)!,
            Documents = Value(parsed, documents, defaults.Documents),
            Rounds = Value(parsed, rounds, defaults.Rounds),
            Extensions = Value(parsed, extensions, defaults.Extensions),
            Outdated = command.Options.Contains(outdated) ? parsed.GetValue(outdated) : null,
            Sizes = command.Options.Contains(sizes) ? parsed.GetValue(sizes)! : defaults.Sizes,
        };

        int Value(ParseResult parsed, Option<int> option, int otherwise) => command.Options.Contains(option) ? parsed.GetValue(option) : otherwise;
    }

    private static Command CreateMemoryPass()
    {
        var database = new Argument<string>("database") { Description = "The database." };
        var command = new Command(MemoryPass.Command, "One pass, run by the memory scenario.") { database };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => MemoryPass.RunAsync(parsed.GetValue(database)!, cancellationToken));
        return command;
    }

    private static Option<int> Number(string name, string description, int otherwise)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError($"{name} must be 1 or more.");
        });
        return option;
    }

    private static async Task<int> RunAsync(IScenario scenario, ScenarioSettings settings, bool json, CancellationToken cancellationToken)
    {
        await using var store = await BenchmarkStore.OpenAsync(settings.Server);
        var report = await scenario.RunAsync(store, settings, cancellationToken);
        if (json) Console.WriteLine(ReportJson.Write(report));
        else ReportTable.Write(report, Console.Out);
        return 0;
    }
}
