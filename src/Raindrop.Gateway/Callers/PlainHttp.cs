using System.Net;
using Microsoft.AspNetCore.Http;

namespace Raindrop.Gateway.Callers;

/// <summary>Tells requests that came over the network in the clear.</summary>
internal static class PlainHttp
{
    /// <summary>Whether a request did, and may not.</summary>
    public static bool Refuses(HttpContext context, GatewayOptions options) =>
        !context.Request.IsHttps && !options.AllowsHttp && context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address);
}
