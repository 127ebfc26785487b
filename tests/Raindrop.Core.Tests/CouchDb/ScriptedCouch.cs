using System.Text;
using Raindrop.CouchDb;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>The adapter in front of a scripted server, with delays that a test can wait for.</summary>
internal sealed class ScriptedCouch : IAsyncDisposable
{
    public const string Welcome = """{"couchdb":"Welcome","version":"3.5.0","vendor":{"name":"The Apache Software Foundation"}}""";

    public ScriptedCouch(Action<CouchDbOptions>? configure = null)
    {
        var options = new CouchDbOptions { Endpoint = Script.Address };
        options.Retries.FirstDelay = TimeSpan.FromMilliseconds(2);
        options.Retries.LongestDelay = TimeSpan.FromSeconds(3);
        configure?.Invoke(options);
        Server = CouchServer.Create(options);
    }

    public ScriptedServer Script { get; } = new();

    public CouchServer Server { get; }

    public CouchDatabase Database => Server.GetDatabase("db");

    public IReadOnlyList<string> Targets => [.. Script.Requests.Select(request => $"{request.Method} {request.Target}")];

    public ScriptedCouch Json(string body, int status = 200, params string[] headers) => Then(ScriptedAnswer.Json(status, body, headers));

    public ScriptedCouch Then(ScriptedAnswer answer)
    {
        Script.Then(answer);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        Server.Dispose();
        await Script.DisposeAsync();
    }

    public static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
