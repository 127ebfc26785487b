using Microsoft.Extensions.Time.Testing;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Tests;

/// <summary>The program in this process: where a test has another clock, or types.</summary>
internal static class InProcess
{
    public static async Task<ToolResult> RunAsync(string[] arguments, TimeProvider? time = null, string? typed = null, CancellationToken cancellationToken = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader(typed ?? "");
        var code = await ToolProgram.RunAsync(arguments, new ToolConsole(output, TextWriter.Synchronized(error), input, typed is not null, time ?? TimeProvider.System), cancellationToken);
        return new ToolResult(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs on a clock that goes on by itself, in steps of a second.</summary>
    public static async Task<ToolResult> RunFastAsync(string[] arguments, FakeTimeProvider time)
    {
        var running = Task.Run(() => RunAsync(arguments, time));
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }

        return await running;
    }
}
