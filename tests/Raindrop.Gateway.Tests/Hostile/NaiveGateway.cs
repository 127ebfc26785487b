using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Gateway.Hostile.Casting;
using Raindrop.Gateway.Identity;
using Yarp.ReverseProxy.Forwarder;

namespace Raindrop.Gateway.Tests.Hostile;

/// <summary>The gateway as it is often written: it judges the path that the server decoded, sends on the raw one, and copies headers.</summary>
internal static class NaiveGateway
{
    public static void Map(WebApplication application, Cast cast)
    {
        var client = new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        application.Map("/db/{tenant}/{**rest}", async (HttpContext context, IHttpForwarder forwarder, IUpstreamTokenSigner signer) =>
        {
            var user = (await context.AuthenticateAsync()).Principal?.FindFirst("sub")?.Value;
            var actor = cast.All.FirstOrDefault(actor => actor.Name == user);
            if (actor is null || !context.Request.Path.StartsWithSegments($"/db/{actor.Id}", StringComparison.OrdinalIgnoreCase))
            {
                context.Response.StatusCode = (int)HttpStatusCode.Forbidden;
                return;
            }

            var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            var token = await signer.SignAsync(actor.Id, context.RequestAborted);
            await forwarder.SendAsync(context, "http://unused", client, ForwarderRequestConfig.Empty, new Transformer(cast, raw, token.Value, application.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<GatewayOptions>>().Value.Upstream!));
        });
    }

    private sealed class Transformer(Cast cast, string raw, string token, Uri upstream) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            var target = cast.All.Aggregate(raw["/db".Length..], (text, actor) => text.Replace(actor.Id.Value, actor.Database, StringComparison.Ordinal));
            proxyRequest.RequestUri = new Uri($"{upstream.GetLeftPart(UriPartial.Authority)}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            proxyRequest.Headers.Host = null;
            proxyRequest.Headers.Authorization = new("Bearer", token);
        }

        public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
        {
            proxyResponse?.Headers.Remove("Location");
            return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        }
    }
}
