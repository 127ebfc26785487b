using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Gateway.Accounts;
using Raindrop.Gateway.Answers;
using Raindrop.Gateway.Callers;
using Raindrop.Gateway.Sessions;
using Raindrop.Gateway.Telemetry;

namespace Raindrop.Gateway.Site;

/// <summary>What every endpoint of the site's own pages has in common: no plain http, no other site's page, JSON for every answer.</summary>
internal sealed class SiteEndpoint(CrossSite crossSite, IOptions<GatewayOptions> options, ILogger<SiteEndpoint> logger)
{
    /// <summary>The handler of an endpoint.</summary>
    /// <param name="answer">What it does, when the request may be made.</param>
    public RequestDelegate Handle(Func<HttpContext, Task> answer) => context => AnswerAsync(context, answer);

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        SecurityHeaders.Apply(context);
        try
        {
            if (PlainHttp.Refuses(context, options.Value)) await Errors.HttpsAsync(context).ConfigureAwait(false);
            else if (crossSite.Refuses(context.Request)) await Errors.CrossSiteAsync(context).ConfigureAwait(false);
            else await answer(context).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested || context.Response.HasStarted)
        {
            context.Abort();
        }
        catch (Exception e) when (e is SessionsUnavailableException or DocumentStoreException or PasswordsBusyException or OperationCanceledException)
        {
            logger.SiteUnavailable(e.GetType().Name);
            await Errors.UnavailableAsync(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.Failed(e.GetType().Name);
            await Errors.FailedAsync(context).ConfigureAwait(false);
        }
    }
}
