using Raindrop.Embedded.Tests.Processes;

// The program runs the tests, except when a test starts it again as the process that it then kills.
if (args is [ChildProcess.Mark, var role, var folder]) return await ChildRoles.RunAsync(role, folder);

return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, (_, _) => { })
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
