using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Raindrop.TestServers.Scripted;

/// <summary>An HTTP server on a real socket that answers as it is told: for what a healthy server does not do on demand.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new(); // without timers, so nothing to dispose
    private readonly ConcurrentQueue<ScriptedAnswer> _answers = new();
    private readonly ConcurrentQueue<ScriptedRequest> _requests = new();
    private readonly Task _accepting;

    /// <summary>Starts it.</summary>
    public ScriptedServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Its address.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>The requests that came, in order.</summary>
    public IReadOnlyList<ScriptedRequest> Requests => [.. _requests];

    /// <summary>Answers requests by themselves, before the script is asked; <see langword="null"/> leaves a request to the script.</summary>
    public Func<ScriptedRequest, ScriptedAnswer?>? Responder { get; set; }

    /// <summary>Adds an answer to the script: the next request without one gets it.</summary>
    public ScriptedServer Then(ScriptedAnswer answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // It was stopped, while it waited for a connection or between two.
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        using var _ = socket;
        await using var stream = new NetworkStream(socket);
        try
        {
            while (await RequestReader.ReadAsync(stream, _stop.Token) is { } request)
            {
                _requests.Enqueue(request);
                if (!await AnswerTo(request).SendAsync(socket, _stop.Token)) return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The client went away, or the test is over.
        }
    }

    private ScriptedAnswer AnswerTo(ScriptedRequest request) =>
        Responder?.Invoke(request) ?? (_answers.TryDequeue(out var answer) ? answer : ScriptedAnswer.Json(400, """{"error":"unscripted","reason":"The script is at its end."}"""));
}
