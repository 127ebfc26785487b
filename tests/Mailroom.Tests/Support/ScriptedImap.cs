using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mailroom.Tests.Support;

/// <summary>What says that it is a mail server, answers each line as a test says, and keeps what it was sent.</summary>
internal sealed class ScriptedImap : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string?> _answer;
    private readonly StringBuilder _received = new();
    private readonly string? _greeting;

    /// <param name="greeting">The first line; <see langword="null"/> for a server that says nothing.</param>
    /// <param name="answer">The answer to a line, which begins with a tag; <see langword="null"/> hangs up, and an empty one is none.</param>
    public ScriptedImap(string? greeting, Func<string, string?> answer)
    {
        (_greeting, _answer) = (greeting, answer);
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether it then begins a line and never ends it, until the client hangs up.</summary>
    public bool Babble { get; init; }

    /// <summary>How many bytes of that it has sent.</summary>
    public long Sent { get; private set; }

    public string Received
    {
        get
        {
            lock (_received) return _received.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
                await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
                if (_greeting is not null) await writer.WriteLineAsync(_greeting);
                for (var line = new string('x', 65536); Babble; Sent += line.Length) await writer.WriteAsync($"* {line}");
                while (await reader.ReadLineAsync() is { } line)
                {
                    lock (_received) _received.AppendLine(line);
                    if (_answer(line) is not { } answer) break;
                    if (answer.Length > 0) await writer.WriteLineAsync(answer);
                }
            }
        }
        catch (Exception fault) when (fault is SocketException or IOException or ObjectDisposedException)
        {
            // The test has ended, or the client.
        }
    }
}
