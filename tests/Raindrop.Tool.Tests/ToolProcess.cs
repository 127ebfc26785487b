using System.Diagnostics;
using System.Text;

namespace Raindrop.Tool.Tests;

/// <summary>The program as a process of its own, with what it prints.</summary>
internal sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "raindrop.dll");
    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly Task<string> _output;
    private readonly Task _reading;

    private ToolProcess(IReadOnlyDictionary<string, string>? environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("RAINDROP_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync();
        _reading = ReadErrorAsync();
    }

    public string Error
    {
        get
        {
            lock (_error) return _error.ToString();
        }
    }

    public static ToolProcess Start(params string[] arguments) => new(null, arguments);

    public static Task<ToolResult> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    public static async Task<ToolResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = new ToolProcess(environment, arguments);
        return await process.EndAsync();
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task SaysAsync(string part)
    {
        var clock = Stopwatch.StartNew();
        while (!Error.Contains(part, StringComparison.Ordinal))
        {
            if (_process.HasExited || clock.Elapsed > Limit) throw new InvalidOperationException($"It did not say '{part}', but: {Error}");
            await Task.Delay(20);
        }
    }

    public async Task<ToolResult> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        await _reading;
        return new ToolResult(_process.ExitCode, await _output, Error);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task ReadErrorAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_error) _error.Append(line).Append('\n');
        }
    }
}
