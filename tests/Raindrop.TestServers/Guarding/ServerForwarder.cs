using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Raindrop.TestServers.Guarding;

/// <summary>Sends requests on to a server as its administrator, streaming both ways.</summary>
internal sealed class ServerForwarder(TestServer server) : IDisposable
{
    private static readonly string[] Requested = ["Accept", "If-Match", "If-None-Match", "Range", "Last-Event-ID", "Destination"];
    private static readonly string[] RequestedContent = ["Content-Type", "Content-MD5"];
    private static readonly string[] Dropped = ["Transfer-Encoding", "Connection", "Set-Cookie", "Keep-Alive"];

    private readonly HttpClient _client = CreateClient(server);

    /// <summary>Whether a database's access rules name a member.</summary>
    public async Task<bool> HasMemberAsync(string database, string name, CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync(new Uri(server.Address, $"/{database}/_security"), cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK) return false;
        using var rules = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return rules.RootElement.TryGetProperty("members", out var members) && members.TryGetProperty("names", out var names) && names.EnumerateArray().Any(one => one.GetString() == name);
    }

    public async Task ForwardAsync(HttpContext context, string target)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(server.Address.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        foreach (var header in Requested) request.Headers.TryAddWithoutValidation(header, context.Request.Headers[header].AsEnumerable());
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
            foreach (var header in RequestedContent) request.Content.Headers.TryAddWithoutValidation(header, context.Request.Headers[header].AsEnumerable());
            request.Content.Headers.ContentLength = context.Request.ContentLength;
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (header, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (!Dropped.Contains(header, StringComparer.OrdinalIgnoreCase)) context.Response.Headers[header] = values.ToArray();
        }

        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        await CopyAsync(body, context);
    }

    public void Dispose() => _client.Dispose();

    // A feed's lines must not wait for a full buffer.
    private static async Task CopyAsync(Stream body, HttpContext context)
    {
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, context.RequestAborted) is var read and > 0)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static HttpClient CreateClient(TestServer server)
    {
        using var signedIn = server.CreateClient();
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = signedIn.DefaultRequestHeaders.Authorization;
        return client;
    }
}
