using Raindrop.Credentials.Tests.Processes;

// The program runs the tests, except when a test starts it again as the process that holds the vault.
if (args is [ChildProcess.Mark, var role, var argument]) return await ChildRoles.RunAsync(role, argument);

return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, (_, _) => { })
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
