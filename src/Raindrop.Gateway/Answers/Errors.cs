using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Raindrop.Gateway.Answers;

/// <summary>The errors that are the gateway's own, besides those of the grammar and of bodies.</summary>
internal static class Errors
{
    /// <summary>How long a client should wait for CouchDB, in seconds.</summary>
    private const string RetryAfter = "2";

    public static Task SignInAsync(HttpContext context) =>
        JsonAnswer.WriteErrorAsync(context, StatusCodes.Status401Unauthorized, "unauthorized", "Sign in first.");

    public static Task ForbiddenAsync(HttpContext context) =>
        JsonAnswer.WriteErrorAsync(context, StatusCodes.Status403Forbidden, "forbidden", "You may not do that here.");

    public static Task CrossSiteAsync(HttpContext context) =>
        JsonAnswer.WriteErrorAsync(context, StatusCodes.Status403Forbidden, "forbidden", "Requests from other sites are not taken. What writes with a cookie sends the header X-Raindrop-Client too.");

    public static Task HttpsAsync(HttpContext context) =>
        JsonAnswer.WriteErrorAsync(context, StatusCodes.Status403Forbidden, "https_required", "Use https.");

    public static Task UpgradeAsync(HttpContext context) =>
        JsonAnswer.WriteErrorAsync(context, StatusCodes.Status400BadRequest, "bad_request", "The protocol cannot be changed here: send no Upgrade.");

    public static Task TooLargeAsync(HttpContext context) =>
        JsonAnswer.WriteErrorAsync(context, StatusCodes.Status413PayloadTooLarge, "too_large", "The body is too large.");

    public static Task BadBodyAsync(HttpContext context, int status) =>
        JsonAnswer.WriteErrorAsync(context, status, "bad_request", "The body could not be read to its end.");

    public static Task UnavailableAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfter;
        return JsonAnswer.WriteErrorAsync(context, StatusCodes.Status503ServiceUnavailable, "service_unavailable", "The database cannot be reached at the moment. Try again.");
    }

    public static Task TooManyAsync(HttpContext context, TimeSpan retryAfter)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return JsonAnswer.WriteErrorAsync(context, StatusCodes.Status429TooManyRequests, "too_many_requests", "There are too many requests at the moment. Try again when Retry-After says.");
    }

    public static Task TimedOutAsync(HttpContext context) =>
        JsonAnswer.WriteErrorAsync(context, StatusCodes.Status504GatewayTimeout, "timeout", "The database took too long. Try again.");

    public static Task FailedAsync(HttpContext context) =>
        JsonAnswer.WriteErrorAsync(context, StatusCodes.Status500InternalServerError, "internal_server_error", "The request failed in the gateway. Try again, and tell the operator if it stays.");
}
