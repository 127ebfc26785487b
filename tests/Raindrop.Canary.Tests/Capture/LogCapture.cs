using Microsoft.Extensions.Logging;

namespace Raindrop.Canary.Tests.Capture;

/// <summary>Notes every log of every category from Trace on: the message, its values, its exception, its scopes.</summary>
internal sealed class LogCapture(Captured captured) : ILoggerProvider, ISupportExternalScope
{
    private readonly Captured _captured = captured;
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogCapture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => capture._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Note(formatter(state, exception));
            NoteValues(state);
            capture._scopes.ForEachScope((scope, _) => NoteValues(scope), 0);
            if (exception is not null) ExceptionCapture.Note(capture._captured, $"log {category}", exception);
        }

        private void NoteValues(object? state)
        {
            Note(state?.ToString());
            if (state is not IEnumerable<KeyValuePair<string, object?>> values) return;
            foreach (var (name, value) in values) capture._captured.Add(Where, name, value);
        }

        private string Where => $"log {category}";

        private void Note(string? text) => capture._captured.Add(Where, text);
    }
}
