using System.Text;
using Microsoft.AspNetCore.Http;
using Raindrop.Gateway.Answers;

namespace Raindrop.Gateway.Grants;

/// <summary>Writes the answers, each a constant.</summary>
internal static class GrantAnswers
{
    /// <summary>How long a holder should wait for another attempt, in seconds.</summary>
    private const string RetryAfter = "2";

    private static readonly byte[] Accepted = Encoding.ASCII.GetBytes("{\"ok\":true,\"accepted\":true}\n");

    public static Task WriteAsync(HttpContext context, GrantAnswer answer)
    {
        var headers = context.Response.Headers;
        switch (answer)
        {
            case GrantAnswer.Accepted:
                return JsonAnswer.WriteAsync(context, StatusCodes.Status202Accepted, Accepted);
            case GrantAnswer.Http:
                return Errors.HttpsAsync(context);
            case GrantAnswer.Method:
                headers.Allow = HttpMethods.Post;
                return JsonAnswer.WriteErrorAsync(context, StatusCodes.Status405MethodNotAllowed, "method_not_allowed", "Only POST allowed.");
            case GrantAnswer.Query:
                return JsonAnswer.WriteErrorAsync(context, StatusCodes.Status400BadRequest, "bad_request", "A request under a grant has no query.");
            case GrantAnswer.Grant:
                headers.WWWAuthenticate = "Bearer";
                return JsonAnswer.WriteErrorAsync(context, StatusCodes.Status401Unauthorized, "unauthorized", "A good grant is needed.");
            case GrantAnswer.ContentType:
                return JsonAnswer.WriteErrorAsync(context, StatusCodes.Status415UnsupportedMediaType, "bad_content_type", "The body must be application/json without Content-Encoding.");
            case GrantAnswer.TooLarge:
                return Errors.TooLargeAsync(context);
            case GrantAnswer.Body:
                return JsonAnswer.WriteErrorAsync(context, StatusCodes.Status400BadRequest, "bad_request", "The body must be {\"docs\":[…]} with exactly the granted documents, and nothing else.");
            case GrantAnswer.Busy:
                headers.RetryAfter = RetryAfter;
                return JsonAnswer.WriteErrorAsync(context, StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many requests at once. Try again.");
            case GrantAnswer.Unavailable:
                headers.RetryAfter = RetryAfter;
                return JsonAnswer.WriteErrorAsync(context, StatusCodes.Status503ServiceUnavailable, "service_unavailable", "Nothing can be queued at the moment. Try again.");
            default:
                return Errors.FailedAsync(context);
        }
    }
}
