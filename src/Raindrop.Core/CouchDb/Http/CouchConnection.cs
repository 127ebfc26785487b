using Raindrop.CouchDb.Authentication;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Http;

/// <summary>Sends requests to one server: signed, repeated where that is safe, measured.</summary>
internal sealed class CouchConnection
{
    private readonly HttpExchange _exchange;
    private readonly Authenticator _authenticator;

    public CouchConnection(CouchDbOptions options, Func<HttpClient> clients, TimeProvider time)
    {
        var endpoint = CouchEndpoint.From(options);
        Time = time;
        Retries = new RetryDelays(options.Retries);
        _authenticator = endpoint.Authentication.CreateAuthenticator();
        _exchange = new HttpExchange(clients, endpoint.Address, options.Timeouts, time);
    }

    public TimeProvider Time { get; }

    public RetryDelays Retries { get; }

    /// <summary>Sends a request and gives the answer if its status is a success.</summary>
    /// <exception cref="DocumentStoreException">It is not, or there is no answer.</exception>
    public async ValueTask<CouchResponse> SendAsync(CouchRequest request, CancellationToken cancellationToken)
    {
        using var activity = CouchTelemetry.Start(request.Operation);
        var started = Time.GetTimestamp();
        var renewed = false;
        for (var repetition = 0; ; repetition++)
        {
            var attempt = await AttemptAsync(request, cancellationToken).ConfigureAwait(false);
            if (attempt.Response is { } response)
            {
                CouchTelemetry.Answered(activity, request.Operation, response.Status, Time.GetElapsedTime(started));
                return response;
            }

            var failure = attempt.Failure!;
            if (attempt.SignedAnew && !renewed && request.CanRepeat)
            {
                renewed = true;
                repetition--;
            }
            else if (DelayBeforeNext(request, attempt, repetition) is { } delay)
            {
                await Task.Delay(delay, Time, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                CouchTelemetry.Failed(activity, request.Operation, failure, Time.GetElapsedTime(started));
                throw failure;
            }

            CouchTelemetry.Retried(request.Operation);
        }
    }

    /// <summary>Sends a request and gives its answer to be read value by value.</summary>
    public async ValueTask<JsonCursor> OpenAsync(CouchRequest request, CancellationToken cancellationToken) =>
        new(await SendAsync(request, cancellationToken).ConfigureAwait(false));

    /// <summary>Sends a request whose answer is one JSON value, and parses it.</summary>
    public async ValueTask<T> ParseAsync<T>(CouchRequest request, SliceParser<T> parser, CancellationToken cancellationToken)
    {
        using var cursor = await OpenAsync(request, cancellationToken).ConfigureAwait(false);
        await cursor.ReadValueAsync().ConfigureAwait(false);
        var result = cursor.Parse(parser);
        await cursor.EndAsync().ConfigureAwait(false);
        return result;
    }

    /// <summary>Sends a request of whose answer only the status counts.</summary>
    public async ValueTask DoAsync(CouchRequest request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Head) (await SendAsync(request, cancellationToken).ConfigureAwait(false)).Dispose();
        else await ParseAsync(request, static _ => true, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Attempt> AttemptAsync(CouchRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await _exchange.RunAsync(request, _authenticator, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentStoreException failure)
        {
            // The sign-in failed, so the request itself was not sent.
            return new Attempt { Failure = failure, NothingDone = true };
        }
    }

    private TimeSpan? DelayBeforeNext(CouchRequest request, Attempt attempt, int repetition)
    {
        if (attempt.Failure is not StoreUnavailableException unavailable || repetition >= Retries.Limit || !request.CanRepeat) return null;
        return request.IsSafe || attempt.NothingDone ? Retries.Before(repetition, unavailable.RetryAfter) : null;
    }
}
