using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Raindrop.Gateway.Bodies;
using Raindrop.Gateway.Tests.Grammar;

namespace Raindrop.Gateway.Tests.Kestrel;

/// <summary>A real Kestrel that says what the grammar made of a request and how much of its body came through, spoken to over a socket.</summary>
internal sealed class ParsingServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ParsingServer(WebApplication application) => _application = application;

    public static async Task<ParsingServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var server = new ParsingServer(builder.Build());
        server._application.Run(AnswerAsync);
        await server._application.StartAsync();
        return server;
    }

    /// <summary>Sends bytes as they are, each character one, and reads the answer until the server closes.</summary>
    public async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(_application.Urls.Single()).Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        var result = Targets.Parser.Parse(context);
        if (result.Target is not { } target)
        {
            await context.Response.WriteAsync($"refused {result.Refusal}");
            return;
        }

        var hasBody = context.Features.GetRequiredFeature<IHttpRequestBodyDetectionFeature>().CanHaveBody;
        var plan = BodyPlan.Create(target, context.Request.Headers, hasBody, refusesDesign: false);
        if (plan.Violation != BodyViolation.None || plan.Checker is null)
        {
            await context.Response.WriteAsync(plan.Violation == BodyViolation.None ? $"{target} {target.CreateUpstreamTarget("db")}" : $"refused {plan.Violation}");
            return;
        }

        using var read = new MemoryStream();
        await using var body = new CheckedBody(context.Request.BodyReader, plan.Checker);
        try
        {
            await body.CopyToAsync(read, context.RequestAborted);
            await context.Response.WriteAsync($"{target} {Encoding.UTF8.GetString(read.ToArray())}");
        }
        catch (BodyViolationException exception)
        {
            await context.Response.WriteAsync($"refused {exception.Violation} after {read.Length}");
        }
    }
}
