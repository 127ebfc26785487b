using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Raindrop.Gateway.Answers;

namespace Raindrop.Gateway.Sessions;

/// <summary>Answers 503 where a host's own endpoint could not sign somebody in or out since the store does not answer. It works where the host has <c>UseExceptionHandler</c>.</summary>
internal sealed class SessionsUnavailableHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not SessionsUnavailableException) return false;
        await Errors.UnavailableAsync(httpContext).ConfigureAwait(false);
        return true;
    }
}
