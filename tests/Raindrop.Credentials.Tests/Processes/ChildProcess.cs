using System.Diagnostics;

namespace Raindrop.Credentials.Tests.Processes;

/// <summary>This program, started again in a role of its own; killed when it is disposed.</summary>
internal sealed class ChildProcess : IDisposable
{
    public const string Mark = "child";
    private readonly Process _process;

    public ChildProcess(string role, string argument)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Mark, role, argument]) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        _process = Process.Start(start)!;
    }

    /// <summary>What the child says next; <see langword="null"/> after its end.</summary>
    public async Task<string?> SaysAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2));

    /// <summary>Kills the child, without a chance to end in order, and returns what it had said by then.</summary>
    public async Task<List<string>> KillAsync()
    {
        _process.Kill();
        var said = new List<string>();
        while (await SaysAsync() is { } line) said.Add(line);
        await _process.WaitForExitAsync();
        return said;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
