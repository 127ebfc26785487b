using System.Net.Http.Headers;
using System.Text.Json;
using Raindrop.Gateway.Grammar;
using Raindrop.Gateway.Tests.Grammar;
using Raindrop.TestServers;

namespace Raindrop.Gateway.Tests.CouchDb;

/// <summary>A database on a real server, reached by what the grammar rebuilds, as the gateway would.</summary>
internal sealed class RealTenant : IAsyncDisposable
{
    private readonly string _name;

    private RealTenant(TestServer server, string name)
    {
        Server = server;
        Client = server.CreateClient();
        _name = name;
    }

    public static TheoryData<string> Servers => [.. RealServers.Names];

    public TestServer Server { get; }

    public HttpClient Client { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="server">The server's name.</param>
    /// <param name="isPartitioned">Whether the database has partitions, which only Apache CouchDB has.</param>
    public static async Task<RealTenant> CreateAsync(string server, bool isPartitioned = false)
    {
        var real = await RealServers.GetAsync(server);

        // A slash and a plus sign in the name, where the server takes them, are part of the trial.
        var tenant = new RealTenant(real, real.IsApacheCouchDb ? $"rd-gateway/a+{Guid.NewGuid():N}" : $"rd-gateway-{Guid.NewGuid():N}");
        using var created = await tenant.Client.PutAsync(new Uri($"{Uri.EscapeDataString(tenant._name)}{(isPartitioned ? "?partitioned=true" : "")}", UriKind.Relative), null, Stop);
        created.EnsureSuccessStatusCode();
        return tenant;
    }

    /// <summary>Whether a server has what only Apache CouchDB has.</summary>
    public static async Task<bool> HasPartitionsAsync(string server) => (await RealServers.GetAsync(server)).IsApacheCouchDb;

    /// <summary>Sends a request of a client on to the server.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the tenant's database, as the client writes it.</param>
    /// <param name="content">The body.</param>
    /// <param name="destination">Where to copy to, as the client writes it.</param>
    public async Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? content = null, string? destination = null)
    {
        var target = Targets.Accept(method, $"/db/{Targets.Tenant}{path}", destination is null ? [] : [("Destination", destination)]);
        using var request = new HttpRequestMessage(new HttpMethod(method), target.CreateUpstreamUri(ParsedTarget.ServerOf(Server.Address), _name)) { Content = content };
        if (target.Destination is { } copy) request.Headers.TryAddWithoutValidation("Destination", copy.Write());
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
    }

    /// <summary>Sends a request, which must succeed, and reads its answer.</summary>
    public async Task<JsonElement> AskAsync(string method, string path, HttpContent? content = null, string? destination = null)
    {
        using var response = await SendAsync(method, path, content, destination);
        var text = await response.Content.ReadAsStringAsync(Stop);
        response.IsSuccessStatusCode.Should().BeTrue("{0} {1} answered {2}: {3}", method, path, response.StatusCode, text);
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    /// <summary>Writes documents past the grammar, their ids in the body alone.</summary>
    public async Task WriteAsync(params object[] documents)
    {
        using var response = await Client.PostAsync(new Uri($"{Uri.EscapeDataString(_name)}/_bulk_docs", UriKind.Relative), Json(new { docs = documents }), Stop);
        var results = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement;
        results.EnumerateArray().Select(result => result.TryGetProperty("ok", out _)).Should().NotContain(false);
    }

    /// <summary>The ids and values (<c>v</c>) of all documents, as the server lists them.</summary>
    public async Task<IReadOnlyDictionary<string, int>> ListAsync(string list = "_all_docs")
    {
        using var response = await Client.GetAsync(new Uri($"{Uri.EscapeDataString(_name)}/{list}?include_docs=true", UriKind.Relative), Stop);
        var rows = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("rows");
        return rows.EnumerateArray().ToDictionary(row => row.GetProperty("id").GetString()!, row => row.GetProperty("doc").TryGetProperty("v", out var value) ? value.GetInt32() : -1);
    }

    public static HttpContent Json(object body) => Bytes(JsonSerializer.SerializeToUtf8Bytes(body), "application/json");

    public static HttpContent Bytes(byte[] body, string contentType)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return content;
    }

    public async ValueTask DisposeAsync()
    {
        (await Client.DeleteAsync(new Uri(Uri.EscapeDataString(_name), UriKind.Relative), CancellationToken.None)).Dispose();
        Client.Dispose();
    }
}
