using System.Collections.Concurrent;
using System.Net;

namespace Raindrop.Derivation.Tests.Faults;

/// <summary>Lets things happen to requests, as a seed chooses.</summary>
internal sealed class FaultyHandler(int seed) : DelegatingHandler(new SocketsHttpHandler())
{
    /// <summary>One in so many requests meets a fault.</summary>
    private const int Rarity = 6;

    private static readonly RequestFault[] Faults = [.. Enum.GetValues<RequestFault>().Where(fault => fault != RequestFault.None)];

    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);

    /// <summary>What happened, and how often.</summary>
    public ConcurrentDictionary<RequestFault, int> Happened { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (fault, number) = Next();
        Happened.AddOrUpdate(fault, 1, (_, count) => count + 1);
        var body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        switch (fault)
        {
            case RequestFault.CutBefore:
                throw Cut();
            case RequestFault.FailedBefore:
                return Failure();
            case RequestFault.Delayed:
                await Task.Delay(number % 20, cancellationToken);
                break;
            case RequestFault.Duplicated:
                (await SendOnceAsync(request, body, cancellationToken)).Dispose();
                break;
        }

        var answer = await SendOnceAsync(request, body, cancellationToken);
        switch (fault)
        {
            case RequestFault.CutAfter:
                answer.Dispose();
                throw Cut();
            case RequestFault.FailedAfter:
                answer.Dispose();
                return Failure();
            case RequestFault.Truncated:
                return await TruncateAsync(answer, number, cancellationToken);
            default:
                return answer;
        }
    }

    private static HttpRequestException Cut() => new(HttpRequestError.ConnectionError, "The connection broke.", new IOException("The connection broke."));

    private static HttpResponseMessage Failure() => new(HttpStatusCode.InternalServerError) { Content = new StringContent("""{"error":"internal_server_error","reason":"No DB shards could be opened."}""") };

    /// <summary>The answer up to some byte, where the connection ends before the length that was said, or is just closed.</summary>
    private static async Task<HttpResponseMessage> TruncateAsync(HttpResponseMessage answer, int number, CancellationToken cancellationToken)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        if (bytes.Length == 0) return answer;
        var cut = new StreamContent(new BreakingStream(bytes[..(number % bytes.Length)], breaks: number % 2 == 0));
        foreach (var header in answer.Content.Headers) cut.Headers.TryAddWithoutValidation(header.Key, header.Value);
        cut.Headers.ContentLength = null;
        answer.Content = cut;
        return answer;
    }

    private (RequestFault Fault, int Number) Next()
    {
        lock (_lock) return (_random.Next(Rarity) == 0 ? Faults[_random.Next(Faults.Length)] : RequestFault.None, _random.Next());
    }

    // A message can be sent once, so each time a new one goes.
    private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, byte[]? body, CancellationToken cancellationToken)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Version = request.Version };
        foreach (var header in request.Headers) copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        if (body is not null)
        {
            copy.Content = new ByteArrayContent(body);
            foreach (var header in request.Content!.Headers) copy.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return base.SendAsync(copy, cancellationToken);
    }
}
