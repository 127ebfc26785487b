namespace Mailroom.Display;

/// <summary>Passes progress on at once, one report at a time and not oftener than so many times a second: reports come from several threads.</summary>
internal sealed class Reporter<T>(Action<T> show, TimeSpan interval) : IProgress<T>
{
    private readonly Lock _lock = new();
    private long? _last;

    public void Report(T value)
    {
        lock (_lock)
        {
            if (_last is { } last && TimeProvider.System.GetElapsedTime(last) < interval) return;
            _last = TimeProvider.System.GetTimestamp();
            show(value);
        }
    }
}
