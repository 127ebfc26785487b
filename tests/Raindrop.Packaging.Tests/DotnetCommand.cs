using System.Diagnostics;

namespace Raindrop.Packaging.Tests;

/// <summary>Runs the SDK's command line, or a program that it built, in a folder.</summary>
internal static class DotnetCommand
{
    // A build that is started by a test must find its own SDK, not the one whose settings the test runner passed on.
    private static readonly string[] Inherited = ["MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "CI"];

    public static Task<string> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync("dotnet", folder, environment, arguments, cancellationToken);

    /// <summary>Runs an installed tool.</summary>
    public static Task<string> RunProgramAsync(string program, string folder, CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync(program, folder, new Dictionary<string, string>(), arguments, cancellationToken);

    private static async Task<string> RunAsync(string program, string folder, IReadOnlyDictionary<string, string> environment, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in Inherited) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var said = await output + await errors;
            process.ExitCode.Should().Be(0, "{0} {1} said:\n{2}", program, string.Join(' ', arguments), said);
            return await output;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
