using Raindrop.TestServers;

// The program runs the tests, except when a test starts it again to have a server held by a process that it then kills.
if (args is ["hold-a-server"])
{
    var server = await RealServers.StartPouchDbServerAsync();
    Console.WriteLine(server.Address);
    await Task.Delay(Timeout.Infinite);
}

return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, (_, _) => { })
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
