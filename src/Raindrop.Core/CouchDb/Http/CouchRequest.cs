namespace Raindrop.CouchDb.Http;

/// <summary>A request: what it is called in errors and telemetry, where it goes, and whether it may be repeated.</summary>
/// <param name="operation">Its name; one of a small number, since it is a metric's tag.</param>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path and query below the endpoint, escaped.</param>
internal sealed class CouchRequest(string operation, HttpMethod method, string path)
{
    public string Operation { get; } = operation;

    public HttpMethod Method { get; } = method;

    public string Path { get; } = path;

    public RequestKind Kind { get; init; }

    /// <summary>Whether doing it twice does the same as doing it once.</summary>
    public bool IsSafe { get; init; } = method == HttpMethod.Get || method == HttpMethod.Head;

    /// <summary>A body in memory, which can be sent again.</summary>
    public RequestBody? Body { get; init; }

    /// <summary>A body that is streamed; it can be sent again where its stream can go back.</summary>
    public StreamBody? Stream { get; init; }

    public string ContentType { get; init; } = "application/json";

    public string? DocumentId { get; init; }

    /// <summary>The longest silence, where it is not the one of the kind.</summary>
    public TimeSpan? Silence { get; init; }

    /// <summary>Whether empty signs of life do not extend the silence: a long poll ends after its time, also where the server would not end it.</summary>
    public bool HasDeadline { get; init; }

    public bool AcceptsAnything { get; init; }

    public bool HasStarted => (Body?.HasStarted ?? false) || (Stream?.HasStarted ?? false);

    public bool CanRepeat => Stream is null || Stream.CanRepeat;
}
