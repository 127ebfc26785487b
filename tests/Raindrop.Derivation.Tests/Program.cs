using Raindrop.Derivation.Tests.Processes;

// The program runs the tests, except when a test starts it again as the process that it then kills.
if (args is [ChildProcess.Mark, var role, var store, var location, var database, var seed]) return await ChildRoles.RunAsync(role, store, location, database, int.Parse(seed));

return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, (_, _) => { })
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
