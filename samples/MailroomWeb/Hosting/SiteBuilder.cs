using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace MailroomWeb.Hosting;

/// <summary>Begins what both processes are: a host that listens by https, and logs no path.</summary>
internal static class SiteBuilder
{
    public static WebApplicationBuilder Create(Uri listen, Action<HttpsConnectionAdapterOptions> secure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        // Paths hold ids of documents: see docs/gateway/index.md.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Why a host does not start is said by whoever starts it, in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (listen.IsLoopback) kestrel.Listen(IPAddress.Loopback, listen.Port, Secure);
            else kestrel.ListenAnyIP(listen.Port, Secure);
        });
        return builder;

        void Secure(ListenOptions options) => options.UseHttps(secure);
    }

    /// <summary>Where a host that has started is reached: as it was told to listen, with the port that it has where it was told none.</summary>
    public static Uri AddressOf(WebApplication host, Uri listen) => new UriBuilder(listen) { Port = new Uri(host.Urls.Single()).Port }.Uri;
}
