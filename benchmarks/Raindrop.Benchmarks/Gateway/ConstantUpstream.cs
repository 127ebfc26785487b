using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Raindrop.Benchmarks.Gateway;

/// <summary>A server that answers at once, and always the same: what CouchDB costs hides what a proxy costs.</summary>
internal static class ConstantUpstream
{
    public const string Command = "gateway-upstream";

    private static readonly byte[] Document = Encoding.UTF8.GetBytes($"{{\"_id\":\"doc\",\"_rev\":\"1-967a00dff5e02add41819138abb3284d\",\"text\":\"{new string('a', 1000)}\"}}\n");
    private static readonly byte[] Attachment = new byte[256 * 1024];
    private static readonly byte[] Rows = Encoding.UTF8.GetBytes("{\"results\":[\n" + string.Join(",\n", Enumerable.Range(0, 1000).Select(n => $"{{\"seq\":\"{n}-g1AAAACTeJzLYWBgYMpgTmHgz8tPSTV0MDQy1zMAQsMckEQiQ1L9____szKYExlzgQLsZiYGqWapSdiUYzMgjwVIMjQAqf9Qg9jABqWaJxokGqRi05IFAFfCKXc\",\"id\":\"doc-{n:d8}\",\"changes\":[{{\"rev\":\"1-967a00dff5e02add41819138abb3284d\"}}]}}")) + "\n],\"last_seq\":\"1000-g\"}\n");

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        await using var application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync();
        await ChildProcess.SayAndWaitAsync(application.Urls.Single());
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path == "/_session")
        {
            var name = ConstantToken.Read(context.Request.Headers.Authorization);
            await context.Response.WriteAsync($$"""{"ok":true,"userCtx":{"name":{{(name is null ? "null" : $"\"{name}\"")}},"roles":[]} }""");
            return;
        }

        if (path == "/_all_dbs") context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (path.EndsWith("/file.bin", StringComparison.Ordinal)) await WriteAsync(context, Attachment, "application/octet-stream", isChunked: false);
        else if (path.EndsWith("/_changes", StringComparison.Ordinal) || path.EndsWith("/_all_docs", StringComparison.Ordinal)) await WriteAsync(context, Rows, "application/json", isChunked: true);
        else
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            await WriteAsync(context, Document, "application/json", isChunked: false);
        }
    }

    private static async Task WriteAsync(HttpContext context, byte[] body, string contentType, bool isChunked)
    {
        context.Response.ContentType = contentType;
        context.Response.Headers.ETag = "\"1-967a00dff5e02add41819138abb3284d\"";
        context.Response.Headers.CacheControl = "must-revalidate";
        if (!isChunked) context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }
}
