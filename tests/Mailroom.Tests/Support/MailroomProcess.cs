using System.Diagnostics;

namespace Mailroom.Tests.Support;

/// <summary>The program as a process of its own, with what it prints.</summary>
internal static class MailroomProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Mailroom.dll");

    /// <summary>Runs it with a pipe as standard input.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string input, params string[] arguments)
    {
        using var process = Start("dotnet", [Program, .. arguments]);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await EndAsync(process, new SharedWriter());
    }

    /// <summary>Runs it on a terminal of its own, on which somebody types a line once it asks for one.</summary>
    /// <param name="question">What it prints before it waits.</param>
    /// <param name="typed">What is typed then.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Task<(int ExitCode, string Screen)> RunOnTerminalAsync(string question, string typed, params string[] arguments) =>
        RunOnTerminalAsync(["dotnet", Program, .. arguments], question, typed);

    /// <summary>The same with any program.</summary>
    public static async Task<(int ExitCode, string Screen)> RunOnTerminalAsync(string[] command, string question, string typed)
    {
        // script shows what the terminal shows, whether the program printed it or the terminal echoed what was typed.
        using var process = Start("script", ["--quiet", "--return", "--flush", "--command", string.Join(' ', command.Select(argument => $"'{argument}'")), "/dev/null"]);
        var screen = new SharedWriter();
        var reading = ReadAsync(process.StandardOutput, screen);
        var started = TimeProvider.System.GetTimestamp();
        while (!screen.ToString().Contains(question, StringComparison.Ordinal))
        {
            if (process.HasExited || TimeProvider.System.GetElapsedTime(started) > Limit) throw new InvalidOperationException($"It did not ask. The screen shows:\n{screen}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        await process.StandardInput.WriteAsync(typed + "\r");
        await process.StandardInput.FlushAsync();
        await process.WaitForExitAsync().WaitAsync(Limit);
        process.StandardInput.Close();
        await reading;
        return (process.ExitCode, screen.ToString());
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["TERM"] = "xterm";
        return Process.Start(start)!;
    }

    private static async Task<(int ExitCode, string Output)> EndAsync(Process process, SharedWriter output)
    {
        await Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, output)).WaitAsync(Limit);
        await process.WaitForExitAsync().WaitAsync(Limit);
        return (process.ExitCode, output.ToString());
    }

    private static async Task ReadAsync(StreamReader from, SharedWriter to)
    {
        var buffer = new char[1024];
        for (int count; (count = await from.ReadAsync(buffer)) > 0;) to.Write(buffer, 0, count);
    }
}
