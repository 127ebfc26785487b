using System.Text;

namespace Raindrop.Docs.Tests.Running;

/// <summary>Takes the place of the system's console in the snippets, so that a test sees what they print.</summary>
internal static class Console
{
    private static readonly AsyncLocal<StringBuilder?> Captured = new();

    public static void WriteLine(string line)
    {
        if (Captured.Value is not { } text) return;
        lock (text) text.Append(line).Append('\n');
    }

    public static async Task<string> CaptureAsync(Func<Task> run)
    {
        var text = Captured.Value = new StringBuilder();
        await run();
        return text.ToString().TrimEnd('\n');
    }
}
