using Raindrop.Pkcs11.Tests;

// The program runs the tests, except when a test starts it again as a process whose module it may reset without harm to others.
if (args is [FinalizedModule.Mark, var label, var pinFile]) return await FinalizedModule.RunAsync(label, pinFile);

return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, (_, _) => { })
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
