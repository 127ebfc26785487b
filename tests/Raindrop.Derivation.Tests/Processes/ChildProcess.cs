using System.Diagnostics;
using Raindrop.Derivation.Tests.Stores;

namespace Raindrop.Derivation.Tests.Processes;

/// <summary>This program, started again in a role of its own on a test's store; killed when it is disposed.</summary>
internal sealed class ChildProcess : IDisposable
{
    public const string Mark = "child";
    private readonly Process _process;

    public ChildProcess(string role, RealStore store, int seed)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Mark, role, store.Kind, store.Location, store.Name, seed.ToString()]) { RedirectStandardOutput = true, UseShellExecute = false };
        _process = Process.Start(start)!;
    }

    /// <summary>What the child says next; <see langword="null"/> after its end.</summary>
    public async Task<string?> SaysAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>Kills the child (SIGKILL), without a chance to end in order, and returns what it said last.</summary>
    public async Task<string?> KillAsync()
    {
        _process.Kill();
        string? last = null;
        while (await SaysAsync() is { } line) last = line;
        await _process.WaitForExitAsync();
        return last;
    }

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
