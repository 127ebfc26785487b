using System.CommandLine;
using Raindrop.Benchmarks.CouchDb;
using Raindrop.Benchmarks.Gateway;
using Raindrop.Benchmarks.Hostile;
using Raindrop.Benchmarks.Micro;
using Raindrop.Benchmarks.Scenarios;
using Raindrop.Benchmarks.Vault;

var root = new RootCommand("Measures Raindrop.Core: its hot pieces by themselves, and whole passes beside what the same server does at most.");
root.Subcommands.Add(MicroCommand.Create());
root.Subcommands.Add(AdapterCommand.Create());
root.Subcommands.Add(VaultCommand.Create());
root.Subcommands.Add(HostileCommand.Create());
foreach (var command in GatewayCommand.Create()) root.Subcommands.Add(command);
foreach (var command in ScenarioCommands.Create()) root.Subcommands.Add(command);
return await root.Parse(args).InvokeAsync();
