namespace Raindrop.Tool.Output;

/// <summary>Shows how far something is: on a terminal in one line that is written over, elsewhere in a line now and then.</summary>
internal sealed class ProgressLine<T>(ToolConsole console, Func<T, string> say) : IProgress<T>, IDisposable
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private long? _shownAt;
    private int _width;

    public void Report(T value)
    {
        lock (_lock)
        {
            if (_shownAt is { } shown && console.Time.GetElapsedTime(shown) < (console.IsInteractive ? OnTerminal : Elsewhere)) return;
            _shownAt = console.Time.GetTimestamp();
            var line = say(value);
            if (!console.IsInteractive)
            {
                console.Complain(line);
                return;
            }

            console.Error.Write('\r' + line.PadRight(_width));
            _width = line.Length;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_width > 0) console.Error.Write('\r' + new string(' ', _width) + '\r');
        }
    }
}
