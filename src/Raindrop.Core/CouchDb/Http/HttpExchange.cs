using System.Net.Http.Headers;
using Raindrop.CouchDb.Authentication;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Http;

/// <summary>Sends a request once and says what came of it, in the words of the contracts.</summary>
internal sealed class HttpExchange(Func<HttpClient> clients, string endpoint, CouchDbTimeouts timeouts, TimeProvider time)
{
    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue Anything = new("*/*");

    public async ValueTask<Attempt> RunAsync(CouchRequest request, Authenticator? authenticator, CancellationToken cancellationToken)
    {
        using var message = CreateMessage(request);
        if (authenticator is not null) await authenticator.SignAsync(message, this, cancellationToken).ConfigureAwait(false);
        var guard = new SilenceGuard(request.Silence ?? SilenceOf(request.Kind), time, cancellationToken, request.HasDeadline);
        CouchResponse? response = null;
        try
        {
            guard.Arm();
            response = new CouchResponse(request, await clients().SendAsync(message, HttpCompletionOption.ResponseHeadersRead, guard.Token).ConfigureAwait(false), guard);
            guard.Disarm();
            authenticator?.Observe(response.Message);
            if (response.Message.IsSuccessStatusCode)
            {
                var answer = response;
                response = null;
                guard = null;
                return new Attempt { Response = answer };
            }

            return await RefusedAsync(request, response, message, authenticator, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new Attempt { Failure = Describe(request, e), NothingDone = IsUnsent(request, e) };
        }
        finally
        {
            response?.Dispose();
            guard?.Dispose();
        }
    }

    private async ValueTask<Attempt> RefusedAsync(CouchRequest request, CouchResponse response, HttpRequestMessage message, Authenticator? authenticator, CancellationToken cancellationToken)
    {
        var answer = await ErrorAnswer.ReadAsync(response, time).ConfigureAwait(false);
        var renewed = answer.Status == 401 && authenticator is not null && await authenticator.RenewAsync(message, cancellationToken).ConfigureAwait(false);
        return new Attempt
        {
            Failure = answer.ToException(request),
            NothingDone = answer.Status == 429 || (answer.Status == 503 && answer.RetryAfter is not null),
            SignedAnew = renewed,
        };
    }

    private HttpRequestMessage CreateMessage(CouchRequest request)
    {
        // Ids are escaped already; the Uri class would turn an id of dots into another path.
        var address = new Uri($"{endpoint}/{request.Path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var message = new HttpRequestMessage(request.Method, address);
        message.Headers.Accept.Add(request.AcceptsAnything ? Anything : Json);
        message.Content = request.Body is { } body ? new RequestBodyContent(body) : request.Stream?.CreateContent();
        message.Content?.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        return message;
    }

    private TimeSpan SilenceOf(RequestKind kind) => kind switch
    {
        RequestKind.Write => timeouts.Writes,
        RequestKind.Feed => timeouts.Feeds,
        _ => timeouts.Reads,
    };

    private static bool IsUnsent(CouchRequest request, Exception e) =>
        e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } && !request.HasStarted;

    private static DocumentStoreException Describe(CouchRequest request, Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => new StoreProtocolException { Operation = request.Operation, DocumentId = request.DocumentId },
        OperationCanceledException => new StoreUnavailableException("The store did not answer in time: check that it runs, raise the timeout of this kind of request, or try again.") { Operation = request.Operation, DocumentId = request.DocumentId },
        _ => new StoreUnavailableException(innerException: e) { Operation = request.Operation, DocumentId = request.DocumentId },
    };
}
